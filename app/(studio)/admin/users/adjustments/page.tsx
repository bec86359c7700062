import type { Metadata } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { AdjustmentList } from "@/components/admin/users/adjustment-list";
import { UserTabs } from "@/components/admin/users/user-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { listAdjustments } from "@/lib/domain/adjustments/reads";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Adjustments" };

export default async function AdjustmentsPage() {
  const ctx = await teamPageCtx("admin");
  const first = await listAdjustments(ctx, {});
  return (
    <AdminPage title="Users">
      <UserTabs current="adjustments" />
      {first.items.length > 0 ? (
        <AdjustmentList first={first} />
      ) : (
        <EmptyState emoji="🪙" title="No adjustments yet" className="py-16">
          Credits that admins give or take by hand are listed here. Large ones wait for a second admin.
        </EmptyState>
      )}
    </AdminPage>
  );
}

import type { Metadata } from "next";
import { adminHref } from "@/components/admin/address";
import { AdminPage } from "@/components/admin/admin-page";
import { GrantList } from "@/components/admin/users/grant-list";
import { UserTabs } from "@/components/admin/users/user-tabs";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { listGrants } from "@/lib/domain/grants/list-grants";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Credits that wait" };

const STATES = [
  { state: "waiting", name: "Waiting" },
  { state: "granted", name: "Booked" },
  { state: "refused", name: "Refused" },
] as const;

export default async function GrantsPage({ searchParams }: PageProps<"/admin/users/grants">) {
  const ctx = await teamPageCtx("admin");
  const wanted = (await searchParams).state;
  const { state } = STATES.find((one) => one.state === wanted) ?? STATES[0];
  const first = await listGrants(ctx, { state });
  return (
    <AdminPage title="Users">
      <UserTabs current="grants" />
      <ChipRow label="State">
        {STATES.map((one) => (
          <ChipLink
            key={one.state}
            isOn={one.state === state}
            href={adminHref("/admin/users/grants", one.state === "waiting" ? {} : { state: one.state })}
          >
            {one.name}
          </ChipLink>
        ))}
      </ChipRow>
      {first.items.length > 0 ? (
        <GrantList key={state} first={first} state={state} />
      ) : (
        <EmptyState emoji="🪙" title={state === "waiting" ? "Nothing waits" : "None yet"} className="py-16">
          Rewards wait here for a person when two accounts look like one, or when the day’s budget is used up.
        </EmptyState>
      )}
    </AdminPage>
  );
}

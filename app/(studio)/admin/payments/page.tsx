import type { Metadata } from "next";
import { adminHref, textOf } from "@/components/admin/address";
import { AdminPage } from "@/components/admin/admin-page";
import { OrderList } from "@/components/admin/payments/order-list";
import { FILTER_NAMES } from "@/components/admin/payments/words";
import { SearchForm } from "@/components/admin/search-form";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ORDER_FILTERS } from "@/lib/domain/payments/admin-contract";
import { listAllOrders } from "@/lib/domain/payments/list-all-orders";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Payments" };

export default async function PaymentsPage({ searchParams }: PageProps<"/admin/payments">) {
  const ctx = await teamPageCtx("admin");
  const params = await searchParams;
  const show = ORDER_FILTERS.find((one) => one === params.show);
  const q = textOf(params, "q");
  const filters = { show, q };
  const first = await listAllOrders(ctx, filters);
  return (
    <AdminPage title="Payments">
      <SearchForm
        label="Search orders"
        placeholder="Order, payment or refund id, or @handle"
        value={q}
        keep={{ show }}
      />
      <ChipRow label="State">
        <ChipLink isOn={!show} href={adminHref("/admin/payments", { q })}>
          All
        </ChipLink>
        {ORDER_FILTERS.map((one) => (
          <ChipLink key={one} isOn={one === show} href={adminHref("/admin/payments", { q, show: one })}>
            {FILTER_NAMES[one]}
          </ChipLink>
        ))}
      </ChipRow>
      {first.items.length > 0 ? (
        <OrderList key={JSON.stringify(filters)} first={first} filters={filters} />
      ) : (
        <EmptyState emoji="💼" title="No orders here" className="py-16">
          Every package that somebody orders is listed here, with what became of its payment.
        </EmptyState>
      )}
    </AdminPage>
  );
}

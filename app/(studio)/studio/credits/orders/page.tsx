import type { Metadata } from "next";
import { HistoryTabs } from "@/components/credits/history-tabs";
import { Orders } from "@/components/credits/orders";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listOrders } from "@/lib/domain/payments/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Orders" };

export default async function OrdersPage() {
  const ctx = await signedInPageCtx();
  const { items, nextCursor } = await listOrders(ctx, {});
  const buy = <ButtonLink href="/studio/buy-credits">Buy credits</ButtonLink>;
  return (
    <div className="flex w-full max-w-5xl flex-col gap-5 px-inset pt-2 pb-12 fold:pt-7">
      <PageHeader title="Orders">
        {items.length > 0 ? <span className="hidden fold:block">{buy}</span> : null}
      </PageHeader>
      <HistoryTabs current="orders" />
      {items.length > 0 ? (
        <Orders first={items} nextCursor={nextCursor} />
      ) : (
        <EmptyState emoji="🪙" title="No orders yet" className="py-16" action={buy}>
          Each package of credits that you buy is listed here, with what became of its payment.
        </EmptyState>
      )}
    </div>
  );
}

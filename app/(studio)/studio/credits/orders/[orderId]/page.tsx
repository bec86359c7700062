import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OrderTimeline } from "@/components/credits/order-timeline";
import { methodName, standingOf } from "@/components/credits/order-words";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import { AppError } from "@/lib/core/errors";
import { fullTime } from "@/lib/core/ist-time";
import { formatPaise } from "@/lib/core/money";
import { readOrder } from "@/lib/domain/payments/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Order" };

export default async function OrderPage({ params }: PageProps<"/studio/credits/orders/[orderId]">) {
  const ctx = await signedInPageCtx();
  const order = await readOrder(ctx, (await params).orderId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const standing = standingOf(order);
  const method = methodName(order);
  return (
    <div className="flex w-full max-w-reading flex-col gap-5 px-inset pt-2 pb-12 fold:pt-7">
      <PageHeader title={`${formatCredits(order.credits)} for ${formatPaise(order.amountPaise)}`}>
        <Badge tone={standing.tone}>{standing.name}</Badge>
      </PageHeader>
      <Facts
        items={[
          { name: "Ordered", value: fullTime(order.createdAt) },
          { name: "Credits", value: order.credits },
          { name: "Amount", value: formatPaise(order.amountPaise) },
          ...(method ? [{ name: "Paid by", value: method }] : []),
          ...(order.refundedPaise > 0 ? [{ name: "Sent back", value: formatPaise(order.refundedPaise) }] : []),
        ]}
      />
      <h2 className="type-heading">What happened</h2>
      <OrderTimeline order={order} />
      <TextLink href="/studio/credits/orders">All orders</TextLink>
    </div>
  );
}

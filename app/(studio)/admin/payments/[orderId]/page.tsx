import type { Metadata } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { findOr404 } from "@/components/admin/find-or-404";
import { PaymentRecord, RefundRequest } from "@/components/admin/payments/payment-record";
import { sayEvent } from "@/components/admin/payments/words";
import { Timeline } from "@/components/admin/timeline";
import { PersonLink } from "@/components/admin/users/person-link";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { formatCredits } from "@/lib/core/credits";
import { formatPaise } from "@/lib/core/money";
import type { OrderDetail } from "@/lib/domain/payments/admin-contract";
import { readAnyOrder } from "@/lib/domain/payments/read-any-order";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Order" };

export default async function OrderPage({ params }: PageProps<"/admin/payments/[orderId]">) {
  const ctx = await teamPageCtx("admin");
  const detail = await findOr404(readAnyOrder(ctx, (await params).orderId));
  const { order, payments, refundRequests } = detail;
  return (
    <AdminPage title="Order" note={`${formatCredits(order.credits)} for ${formatPaise(order.amountPaise)}`}>
      {detail.mismatch ? (
        <Notice tone="bad">
          What came is not what was ordered: {detail.mismatch}. Nothing was credited; send the money back, or adjust the
          person’s credits.
        </Notice>
      ) : null}
      {order.disputed ? (
        <Notice tone="bad">The bank has not decided on a dispute. Nothing is debited for pictures until it has.</Notice>
      ) : null}
      <div className="grid gap-6 wide:grid-cols-2">
        <section className="flex flex-col gap-3">
          <h2 className="type-heading">What happened</h2>
          <Timeline items={order.timeline.map((one) => ({ at: one.at, what: sayEvent(one) }))} />
        </section>
        <section className="flex flex-col gap-3">
          <PersonLink of={detail.user} />
          <OrderFacts detail={detail} />
        </section>
      </div>
      <section>
        <h2 className="border-b border-line pb-2 type-heading">Attempts to pay</h2>
        {payments.length > 0 ? (
          <ul>
            {payments.map((payment) => (
              <PaymentRecord key={payment.id} orderId={order.orderId} payment={payment} />
            ))}
          </ul>
        ) : (
          <p className="py-3 text-ink-2">Nobody has tried to pay yet.</p>
        )}
      </section>
      {refundRequests.length > 0 ? (
        <section>
          <h2 className="border-b border-line pb-2 type-heading">Sent back by the team</h2>
          <ul>
            {refundRequests.map((one) => (
              <RefundRequest key={one.id} of={one} />
            ))}
          </ul>
        </section>
      ) : null}
    </AdminPage>
  );
}

function OrderFacts({ detail }: { detail: OrderDetail }) {
  const { order, debts } = detail;
  const owed = debts.reduce((credits, debt) => credits + Math.round((debt.owed - debt.repaid) * 100), 0) / 100;
  return (
    <Facts
      items={[
        { name: "Package", value: order.packageId },
        { name: "Money", value: detail.mode },
        { name: "Credited by", value: detail.creditedBy ?? "nobody yet" },
        { name: "Sent back", value: formatPaise(order.refundedPaise) },
        { name: "Credits owed", value: owed },
        {
          name: "At Razorpay",
          value: <code className="wrap-anywhere type-small">{detail.razorpayOrderId ?? "none"}</code>,
        },
        { name: "Id", value: <code className="wrap-anywhere type-small">{order.orderId}</code> },
      ]}
    />
  );
}

import { Badge, type BadgeTone } from "@/components/ui/badge";
import { fullTime } from "@/lib/core/ist-time";
import { formatPaise } from "@/lib/core/money";
import type { OrderDetail } from "@/lib/domain/payments/admin-contract";
import { RefundButton } from "./refund-button";

const TONES: Record<string, BadgeTone> = { captured: "good", failed: "bad", processed: "plain", open: "bad" };

type Props = { orderId: string; payment: OrderDetail["payments"][number] };

/** One attempt to pay, with what went back of it and who disputed it. */
export function PaymentRecord({ orderId, payment }: Props) {
  return (
    <li className="flex flex-col gap-2 border-b border-line py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-strong">{formatPaise(payment.amountPaise)}</span>
        <Badge tone={TONES[payment.state] ?? "plain"}>{payment.state}</Badge>
        {payment.isSurplus ? <Badge tone="marigold">Paid twice, sent back by itself</Badge> : null}
        <span className="text-ink-2 type-small">
          {payment.method ? `${payment.method}, ` : ""}
          {fullTime(payment.createdAt)}
        </span>
        {payment.leftPaise > 0 ? (
          <span className="fold:ml-auto">
            <RefundButton orderId={orderId} paymentId={payment.id} leftPaise={payment.leftPaise} />
          </span>
        ) : null}
      </div>
      <code className="wrap-anywhere text-ink-2 type-small">{payment.id}</code>
      {payment.refunds.map((refund) => (
        <p key={refund.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {formatPaise(refund.amountPaise)} back
          <Badge tone={TONES[refund.state] ?? "plain"}>{refund.state}</Badge>
          <span className="wrap-anywhere text-ink-2 type-small">
            {refund.id}, {fullTime(refund.createdAt)}
          </span>
        </p>
      ))}
      {payment.disputes.map((dispute) => (
        <p key={dispute.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          Dispute about {formatPaise(dispute.amountPaise)}
          <Badge tone={TONES[dispute.state] ?? "plain"}>{dispute.state}</Badge>
          <span className="wrap-anywhere text-ink-2 type-small">
            {dispute.id}, {fullTime(dispute.createdAt)}
          </span>
        </p>
      ))}
    </li>
  );
}

const STATES = { asked: "Waits for Razorpay", made: "Sent back", failed: "Refused" } as const;

/** A refund that somebody of the team asked for. */
export function RefundRequest({ of }: { of: OrderDetail["refundRequests"][number] }) {
  return (
    <li className="flex flex-col gap-1 border-b border-line py-3">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-strong">{formatPaise(of.amountPaise)}</span>
        <Badge tone={of.state === "asked" ? "marigold" : of.state === "failed" ? "bad" : "plain"}>
          {STATES[of.state]}
        </Badge>
        <span className="text-ink-2 type-small">
          @{of.requestedBy}, {fullTime(of.createdAt)}
        </span>
      </span>
      <span className="wrap-anywhere">{of.reason}</span>
      {of.failure ? <span className="wrap-anywhere text-bad type-small">{of.failure}</span> : null}
    </li>
  );
}

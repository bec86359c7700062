import { fullTime } from "@/lib/core/ist-time";
import type { OrderView } from "@/lib/domain/payments/contract";
import { sayOrderEvent } from "./order-words";

/** What happened to an order, oldest first, in words; and what to tell the bank. */
export function OrderTimeline({ order }: { order: OrderView }) {
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-2 border-l-2 border-line pl-4">
        {order.timeline.map((one) => (
          <li key={`${one.event}${one.at}`} className="flex flex-col fold:flex-row fold:gap-4">
            <time dateTime={one.at} className="text-ink-2 type-small fold:w-40 fold:shrink-0">
              {fullTime(one.at)}
            </time>
            <span>{sayOrderEvent(one)}</span>
          </li>
        ))}
      </ol>
      <dl className="flex flex-col gap-1 text-ink-2 type-small">
        <Reference name="Order">{order.orderId}</Reference>
        {order.paymentId ? <Reference name="Payment at Razorpay">{order.paymentId}</Reference> : null}
      </dl>
    </div>
  );
}

function Reference({ name, children }: { name: string; children: string }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt>{name}</dt>
      <dd className="min-w-0 break-all">{children}</dd>
    </div>
  );
}

"use client";

import { Badge } from "@/components/ui/badge";
import { ShowMore } from "@/components/ui/show-more";
import { formatCredits } from "@/lib/core/credits";
import { dayAndTime } from "@/lib/core/ist-time";
import { formatPaise } from "@/lib/core/money";
import { type OrderView, ordersEndpoint } from "@/lib/domain/payments/contract";
import { call } from "@/lib/http/call";
import { OrderTimeline } from "./order-timeline";
import { methodName, standingOf } from "./order-words";
import { useOlder } from "./use-older";

type Props = { first: OrderView[]; nextCursor: string | null };

/** Every order, newest first; each opens to its story. */
export function Orders({ first, nextCursor }: Props) {
  const { items, ...rest } = useOlder(
    { items: first, nextCursor },
    ({ orderId }) => orderId,
    (cursor) => call(ordersEndpoint, { query: { cursor } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <ul aria-label="Your orders" className="-mx-4 border-t border-line fold:mx-0">
        {items.map((order) => (
          <li key={order.orderId} className="border-b border-line">
            <OrderRow order={order} />
          </li>
        ))}
      </ul>
      <ShowMore {...rest} />
    </div>
  );
}

function OrderRow({ order }: { order: OrderView }) {
  const standing = standingOf(order);
  return (
    <details className="group">
      <summary className="flex min-h-touch cursor-pointer list-none items-center gap-3 px-inset py-2.5 -outline-offset-2 hover:bg-sunken fold:px-2 fold:py-3.5 [&::-webkit-details-marker]:hidden">
        <span className="flex min-w-0 flex-1 flex-col fold:flex-row-reverse fold:items-center fold:justify-end fold:gap-6">
          <span className="font-strong">{formatCredits(order.credits)}</span>
          <span className="text-ink-2 type-small fold:w-32">
            <time dateTime={order.createdAt}>{dayAndTime(order.createdAt)}</time>
          </span>
        </span>
        <span className="hidden w-28 text-ink-2 type-small fold:block">{methodName(order)}</span>
        <span className="flex flex-col items-end gap-1 fold:flex-row-reverse fold:items-center fold:gap-6">
          <span className="font-strong fold:w-20 fold:text-right">{formatPaise(order.amountPaise)}</span>
          <Badge tone={standing.tone}>{standing.name}</Badge>
        </span>
        <Chevron />
      </summary>
      <div className="px-inset pt-2 pb-5 fold:px-2">
        <OrderTimeline order={order} />
      </div>
    </details>
  );
}

function Chevron() {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden="true"
      className="size-3 shrink-0 text-ink-2 transition-transform duration-move ease-settle group-open:rotate-90"
    >
      <path d="M4 1l5 5-5 5" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </svg>
  );
}

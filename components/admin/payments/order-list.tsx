"use client";

import type { Route } from "next";
import { Badge } from "@/components/ui/badge";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { usePages } from "@/components/ui/use-pages";
import { formatCredits } from "@/lib/core/credits";
import type { QueryInputOf } from "@/lib/core/endpoint";
import { fullTime } from "@/lib/core/ist-time";
import { formatPaise } from "@/lib/core/money";
import type { Page } from "@/lib/core/page";
import { adminPaymentsEndpoint, type OrderRow } from "@/lib/domain/payments/admin-contract";
import { call } from "@/lib/http/call";
import { PersonLink } from "../users/person-link";
import { badgesOf } from "./words";

type Props = { first: Page<OrderRow>; filters: QueryInputOf<typeof adminPaymentsEndpoint> };

/** Orders, newest first; each leads to its story. */
export function OrderList({ first, filters }: Props) {
  const { items, ...rest } = usePages(
    first,
    ({ orderId }) => orderId,
    (cursor) => call(adminPaymentsEndpoint, { query: { ...filters, cursor } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Orders">
        <thead>
          <tr>
            <Th>Order</Th>
            <Th>State</Th>
            <Th>Person</Th>
            <Th isFigure>Amount</Th>
            <Th className="hidden fold:table-cell">At Razorpay</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((order) => (
            <Tr key={order.orderId}>
              <Td className="min-w-36">
                <TextLink
                  variant="quiet"
                  href={`/admin/payments/${order.orderId}` as Route}
                  className="font-strong fold:min-h-0"
                >
                  {formatCredits(order.credits)}
                </TextLink>
                <time dateTime={order.createdAt} className="block whitespace-nowrap text-ink-2 type-small">
                  {fullTime(order.createdAt)}
                </time>
              </Td>
              <Td className="min-w-32">
                <span className="flex flex-wrap gap-1">
                  {badgesOf(order).map(({ name, tone }) => (
                    <Badge key={name} tone={tone}>
                      {name}
                    </Badge>
                  ))}
                  {order.mode === "live" ? null : <Badge>{order.mode}</Badge>}
                </span>
              </Td>
              <Td>
                <PersonLink of={order.user} />
              </Td>
              <Td isFigure className="font-strong">
                {formatPaise(order.amountPaise)}
              </Td>
              <Td className="hidden text-ink-2 type-small fold:table-cell">{order.paymentId ?? "none"}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
    </div>
  );
}

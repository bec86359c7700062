import type { BadgeTone } from "@/components/ui/badge";
import { formatPaise } from "@/lib/core/money";
import type { OrderFilter, OrderRow } from "@/lib/domain/payments/admin-contract";
import type { OrderView } from "@/lib/domain/payments/contract";

export const FILTER_NAMES: Record<OrderFilter, string> = {
  paid: "Paid",
  open: "Not paid",
  mismatch: "Mismatch",
  disputed: "Disputed",
  refunded: "Refunded",
  owing: "Credits owed",
};

/** What an order has come to, the most urgent first. */
export function badgesOf(order: Omit<OrderRow, "user" | "createdAt">): { name: string; tone: BadgeTone }[] {
  const badges: { name: string; tone: BadgeTone }[] = [];
  if (order.mismatch && order.status !== "paid") badges.push({ name: "Mismatch", tone: "bad" });
  if (order.disputed) badges.push({ name: "Disputed", tone: "bad" });
  if (order.owed > 0) badges.push({ name: `${order.owed} cr owed`, tone: "marigold" });
  if (order.returnedPaise > 0)
    badges.push({
      name: order.returnedPaise >= order.amountPaise ? "Refunded" : `${formatPaise(order.returnedPaise)} back`,
      tone: "plain",
    });
  if (order.status === "paid" && order.returnedPaise === 0) badges.push({ name: "Credited", tone: "good" });
  if (order.status === "created" && !order.mismatch) badges.push({ name: "Not paid yet", tone: "plain" });
  if (order.status === "expired") badges.push({ name: "Not paid", tone: "plain" });
  return badges;
}

const EVENTS: Record<OrderView["timeline"][number]["event"], string> = {
  created: "Ordered",
  failed: "A payment failed",
  paid: "Paid",
  credited: "Credits added",
  refunded: "Sent back",
  dispute_opened: "The bank opened a dispute; no pictures are debited until it is decided",
  dispute_won: "The dispute was won",
  dispute_lost: "The dispute was lost; the credits went back or are owed",
  dispute_closed: "The dispute was closed",
  mismatch: "Paid otherwise than ordered; nothing was credited",
};

/** One line of an order's story, for the team. */
export const sayEvent = ({ event, detail }: OrderView["timeline"][number]) =>
  detail ? `${EVENTS[event]}: ${detail}` : EVENTS[event];

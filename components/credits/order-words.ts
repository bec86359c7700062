import type { OrderView } from "@/lib/domain/payments/contract";

type OrderEvent = OrderView["timeline"][number];

const METHODS: Record<string, string> = {
  upi: "UPI",
  card: "Card",
  netbanking: "Net banking",
  wallet: "Wallet",
  emi: "EMI",
  paylater: "Pay later",
};

/** How an order was paid, as people call it. */
export function methodName({ method }: Pick<OrderView, "method">): string | undefined {
  return method && (METHODS[method] ?? method);
}

export type OrderStanding = { name: string; tone: "plain" | "good" | "bad" | "marigold" };

/** What an order has come to, in a word or two: the last thing that matters to its buyer. */
export function standingOf({ status, timeline, amountPaise, refundedPaise, disputed }: OrderView): OrderStanding {
  const has = (event: OrderEvent["event"]) => timeline.some((one) => one.event === event);
  if (disputed) return { name: "Disputed", tone: "bad" };
  if (has("dispute_lost")) return { name: "Returned by the bank", tone: "plain" };
  if (refundedPaise >= amountPaise) return { name: "Refunded", tone: "plain" };
  if (refundedPaise > 0) return { name: "Partly refunded", tone: "plain" };
  if (status === "paid") return { name: "Credited", tone: "good" };
  if (has("mismatch")) return { name: "Being looked into", tone: "bad" };
  if (has("paid")) return { name: "Waiting for the bank", tone: "marigold" };
  if (status === "expired") return { name: "Not paid", tone: "plain" };
  return has("failed") ? { name: "Failed", tone: "bad" } : { name: "Not paid yet", tone: "plain" };
}

/** One line of an order's story. */
export function sayOrderEvent({ event, detail }: OrderEvent): string {
  switch (event) {
    case "created":
      return "Ordered";
    case "failed":
      return detail ? `A payment failed: ${detail}` : "A payment failed";
    case "paid":
      return "Paid";
    case "credited":
      return "Credits added";
    case "refunded":
      return detail ? `${detail} sent back` : "Money sent back";
    case "dispute_opened":
      return "The bank opened a dispute. New pictures wait until it is decided";
    case "dispute_won":
      return "The dispute was decided for the studio. Nothing changes";
    case "dispute_lost":
      return "The dispute was decided for you: the money goes back, and the credits with it";
    case "dispute_closed":
      return "The dispute was closed. Nothing changes";
    case "mismatch":
      return "What was paid is not what was ordered. We are looking into it";
  }
}

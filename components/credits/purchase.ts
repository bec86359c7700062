import type { OrderView } from "@/lib/domain/payments/contract";

/** Where a purchase stands, as the page knows it. The server's order is the truth; this only follows it. */
export type Purchase =
  | { step: "idle" }
  | { step: "ordering" }
  /** The popup stands open, or has vanished without a word. `failure`: why its last attempt failed. */
  | { step: "paying"; orderId: string; failure?: string }
  /** The popup says paid; the server checks it. */
  | { step: "verifying"; orderId: string }
  /** Not credited yet. `isPaid`: money is under way; otherwise nobody knows whether somebody paid. */
  | { step: "waiting"; orderId: string; isPaid: boolean }
  /** The popup was closed; whether something was charged is asked before it is said. */
  | { step: "checking"; orderId: string; failure?: string }
  | { step: "dismissed"; orderId: string; failure?: string }
  /** Paid and not credited, for a reason that a person has to look at. */
  | { step: "failed"; orderId: string; message: string }
  /** No popup came to stand: nothing was charged. */
  | { step: "refused"; message: string }
  | { step: "succeeded"; credits: number; balance: number };

export type PurchaseNews =
  | { type: "pressed" }
  | { type: "refused"; message: string }
  | { type: "opened"; orderId: string }
  | { type: "attempt-failed"; reason: string }
  | { type: "paid"; orderId: string }
  | { type: "verified"; creditsAdded: number; balance: number }
  | { type: "unconfirmed"; orderId: string }
  | { type: "not-credited"; orderId: string; message: string }
  | { type: "closed" }
  /** An order of an earlier page, not credited when last seen. */
  | { type: "resumed"; orderId: string; isPaid: boolean }
  /** What the server says; `balance` when the order is credited. `isLastLook`: nothing more is asked before something is said. */
  | { type: "seen"; order: OrderView; balance?: number; isLastLook: boolean }
  | { type: "unseen"; orderId: string }
  | { type: "left" };

export const MISMATCH = "What was paid is not what was ordered. Nothing was credited yet; we are looking into it.";

/** The order that a purchase waits for news of. */
export function watchedOrder(purchase: Purchase): string | undefined {
  return "orderId" in purchase ? purchase.orderId : undefined;
}

/** True while a press of Pay would start a second purchase beside this one. */
export function isUnderWay({ step }: Purchase): boolean {
  return step === "ordering" || step === "paying" || step === "verifying" || step === "checking";
}

function seen(purchase: Purchase, { order, balance, isLastLook }: Extract<PurchaseNews, { type: "seen" }>): Purchase {
  if (watchedOrder(purchase) !== order.orderId) return purchase;
  const { orderId } = order;
  if (order.status === "paid" && balance !== undefined) return { step: "succeeded", credits: order.credits, balance };
  const has = (event: OrderView["timeline"][number]["event"]) => order.timeline.some((one) => one.event === event);
  if (has("mismatch")) return { step: "failed", orderId, message: MISMATCH };
  if (purchase.step === "verifying" || purchase.step === "failed") return purchase;
  if (has("paid")) return { step: "waiting", orderId, isPaid: true };
  if (purchase.step !== "checking" || !isLastLook) return purchase;
  const failed = order.timeline.findLast((one) => one.event === "failed");
  const failure = failed?.detail ?? purchase.failure;
  return { step: "dismissed", orderId, ...(failure ? { failure } : {}) };
}

/** The next state. News that come late or twice change nothing: what was credited stays credited. */
export function next(purchase: Purchase, news: PurchaseNews): Purchase {
  if (purchase.step === "succeeded" && news.type !== "left" && news.type !== "pressed") return purchase;
  switch (news.type) {
    case "pressed":
      return isUnderWay(purchase) ? purchase : { step: "ordering" };
    case "refused":
      return { step: "refused", message: news.message };
    case "opened":
      return { step: "paying", orderId: news.orderId };
    case "attempt-failed":
      return purchase.step === "paying" ? { ...purchase, failure: news.reason } : purchase;
    case "paid":
      return { step: "verifying", orderId: news.orderId };
    case "verified":
      return { step: "succeeded", credits: news.creditsAdded, balance: news.balance };
    case "unconfirmed":
      return { step: "waiting", orderId: news.orderId, isPaid: true };
    case "not-credited":
      return { step: "failed", orderId: news.orderId, message: news.message };
    case "closed":
      return purchase.step === "paying" ? { ...purchase, step: "checking" } : purchase;
    case "resumed":
      return purchase.step === "idle" ? { step: "waiting", orderId: news.orderId, isPaid: news.isPaid } : purchase;
    case "seen":
      return seen(purchase, news);
    case "unseen":
      return purchase.step === "checking" ? { step: "waiting", orderId: news.orderId, isPaid: false } : purchase;
    case "left":
      return { step: "idle" };
  }
}

import { describe, expect, it } from "vitest";
import { isUnderWay, next, type Purchase, type PurchaseNews, watchedOrder } from "@/components/credits/purchase";
import { sayPurchase } from "@/components/credits/purchase-words";
import type { OrderView } from "@/lib/domain/payments/contract";

const AT = "2026-11-22T10:00:00.000Z";

const order = (
  events: OrderView["timeline"][number]["event"][],
  more: Partial<OrderView> = {},
  detail?: string,
): OrderView => ({
  orderId: "ord_1",
  packageId: "p50",
  credits: 50,
  amountPaise: 20_000,
  currency: "INR",
  status: events.includes("credited") ? "paid" : "created",
  timeline: events.map((event) => ({ event, at: AT, ...(event === "failed" && detail ? { detail } : {}) })),
  refundedPaise: 0,
  disputed: false,
  createdAt: AT,
  ...more,
});

const told = (news: PurchaseNews[], from: Purchase = { step: "idle" }) => news.reduce(next, from);
const opened: PurchaseNews[] = [{ type: "pressed" }, { type: "opened", orderId: "ord_1" }];
const seen = (one: OrderView, isLastLook = false): PurchaseNews => ({
  type: "seen",
  order: one,
  ...(one.status === "paid" ? { balance: 53 } : {}),
  isLastLook,
});
const CREDITED = { step: "succeeded", credits: 50, balance: 53 };

describe("a purchase", () => {
  it("goes from press to popup to verified credits", () => {
    expect(told(opened)).toEqual({ step: "paying", orderId: "ord_1" });
    const paid = told([...opened, { type: "paid", orderId: "ord_1" }]);
    expect(paid).toEqual({ step: "verifying", orderId: "ord_1" });
    expect(next(paid, { type: "verified", creditsAdded: 50, balance: 53 })).toEqual(CREDITED);
  });

  it("ignores a second press while one is under way", () => {
    for (const step of [told([{ type: "pressed" }]), told(opened), told([...opened, { type: "closed" }])]) {
      expect(isUnderWay(step)).toBe(true);
      expect(next(step, { type: "pressed" })).toBe(step);
    }
  });

  it("keeps a failed attempt's reason while the popup lets one try again, and forgets it once paid", () => {
    const failed = told([...opened, { type: "attempt-failed", reason: "Not enough money" }]);
    expect(failed).toEqual({ step: "paying", orderId: "ord_1", failure: "Not enough money" });
    expect(next(failed, { type: "paid", orderId: "ord_1" })).toEqual({ step: "verifying", orderId: "ord_1" });
  });

  it("says that nothing was charged only after the last look showed no payment", () => {
    const checking = told([...opened, { type: "closed" }]);
    expect(checking.step).toBe("checking");
    expect(next(checking, seen(order(["created"]))).step).toBe("checking");
    const dismissed = next(checking, seen(order(["created"]), true));
    expect(dismissed).toEqual({ step: "dismissed", orderId: "ord_1" });
    expect(sayPurchase(dismissed)).toContain("Nothing was charged");
    expect(next(checking, seen(order(["created", "paid"]), true))).toEqual({
      step: "waiting",
      orderId: "ord_1",
      isPaid: true,
    });
    expect(next(checking, seen(order(["created", "paid", "credited"]), true))).toEqual(CREDITED);
  });

  it("says that it does not know when the last look came to nothing", () => {
    const waiting = told([...opened, { type: "closed" }, { type: "unseen", orderId: "ord_1" }]);
    expect(waiting).toEqual({ step: "waiting", orderId: "ord_1", isPaid: false });
    expect(sayPurchase(waiting)).not.toContain("Nothing was charged");
  });

  it("tells the last attempt's reason after the popup was closed on it", () => {
    const closed = told([...opened, { type: "closed" }, seen(order(["created", "failed"], {}, "Card declined"), true)]);
    expect(closed).toMatchObject({ step: "dismissed", failure: "Card declined" });
  });

  it("succeeds from wherever it stands once the order is credited, which a webhook may do first", () => {
    const credited = seen(order(["created", "paid", "credited"]));
    const steps: PurchaseNews[][] = [
      opened,
      [...opened, { type: "paid", orderId: "ord_1" }],
      [...opened, { type: "unconfirmed", orderId: "ord_1" }],
      [...opened, { type: "closed" }],
      [...opened, { type: "closed" }, seen(order(["created"]), true)],
      [{ type: "resumed", orderId: "ord_1", isPaid: false }],
    ];
    for (const news of steps) expect(told([...news, credited])).toEqual(CREDITED);
  });

  it("never takes a success back: late failures, closings and looks change nothing", () => {
    const done = told([
      ...opened,
      { type: "paid", orderId: "ord_1" },
      { type: "verified", creditsAdded: 50, balance: 53 },
    ]);
    const late: PurchaseNews[] = [
      { type: "closed" },
      { type: "attempt-failed", reason: "late" },
      { type: "unconfirmed", orderId: "ord_1" },
      { type: "not-credited", orderId: "ord_1", message: "late" },
      { type: "paid", orderId: "ord_1" },
      { type: "refused", message: "late" },
      seen(order(["created"]), true),
    ];
    for (const news of late) expect(next(done, news)).toBe(done);
  });

  it("pays attention to its own order alone", () => {
    const waiting = told([...opened, { type: "unconfirmed", orderId: "ord_1" }]);
    expect(next(waiting, seen(order(["created", "paid", "credited"], { orderId: "ord_2" })))).toBe(waiting);
  });

  it("does not let a look without a payment undo what the popup said", () => {
    const verifying = told([...opened, { type: "paid", orderId: "ord_1" }]);
    expect(next(verifying, seen(order(["created"]), true))).toBe(verifying);
    const waiting = next(verifying, { type: "unconfirmed", orderId: "ord_1" });
    expect(next(waiting, seen(order(["created"]), true))).toEqual({ step: "waiting", orderId: "ord_1", isPaid: true });
  });

  it("waits on for an order of an earlier page, and lets go of it when told", () => {
    const resumed = told([{ type: "resumed", orderId: "ord_1", isPaid: false }]);
    expect(watchedOrder(resumed)).toBe("ord_1");
    expect(next(resumed, { type: "left" })).toEqual({ step: "idle" });
    const ordering = told([{ type: "pressed" }]);
    expect(next(ordering, { type: "resumed", orderId: "ord_1", isPaid: true })).toBe(ordering);
  });

  it("shows a payment that is not what was ordered as a failure that somebody looks into", () => {
    const failed = told([...opened, seen(order(["created", "mismatch"]))]);
    expect(failed.step).toBe("failed");
    expect(sayPurchase(failed)).toContain("looking into it");
  });

  it("has a sentence for every step but idle, the amounts in it", () => {
    expect(sayPurchase({ step: "idle" })).toBeUndefined();
    expect(sayPurchase({ step: "succeeded", credits: 50, balance: 53.5 })).toBe("50 credits added. You have 53.5.");
    expect(sayPurchase({ step: "paying", orderId: "o", failure: "Payment declined" })).toContain(
      "Payment declined. You",
    );
  });
});

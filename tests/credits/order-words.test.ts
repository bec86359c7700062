import { describe, expect, it } from "vitest";
import { methodName, sayOrderEvent, standingOf } from "@/components/credits/order-words";
import { ORDER_EVENTS, type OrderView } from "@/lib/domain/payments/contract";

const AT = "2026-11-22T10:00:00.000Z";
type Event = (typeof ORDER_EVENTS)[number];
const order = (events: Event[], more: Partial<OrderView> = {}): OrderView => ({
  orderId: "ord_1",
  packageId: "p50",
  credits: 50,
  amountPaise: 20_000,
  currency: "INR",
  status: events.includes("credited") ? "paid" : "created",
  timeline: events.map((event) => ({ event, at: AT })),
  refundedPaise: 0,
  disputed: false,
  createdAt: AT,
  ...more,
});
const PAID: Event[] = ["created", "paid", "credited"];

describe("standingOf", () => {
  it.each<[string, OrderView]>([
    ["Not paid yet", order(["created"])],
    ["Failed", order(["created", "failed"])],
    ["Not paid", order(["created"], { status: "expired" })],
    ["Waiting for the bank", order(["created", "paid"])],
    ["Credited", order(PAID)],
    ["Credited", order(["created", "failed", "paid", "credited"])],
    ["Partly refunded", order([...PAID, "refunded"], { refundedPaise: 10_000 })],
    ["Refunded", order([...PAID, "refunded"], { refundedPaise: 20_000 })],
    ["Disputed", order([...PAID, "dispute_opened"], { disputed: true })],
    ["Returned by the bank", order([...PAID, "dispute_opened", "dispute_lost"])],
    ["Credited", order([...PAID, "dispute_opened", "dispute_won"])],
    ["Being looked into", order(["created", "mismatch"])],
  ])("is %s", (name, one) => expect(standingOf(one).name).toBe(name));
});

describe("words", () => {
  it("has a line for every event", () => {
    for (const event of ORDER_EVENTS) expect(sayOrderEvent({ event, at: AT })).toMatch(/^[A-Z]/);
    expect(sayOrderEvent({ event: "failed", at: AT, detail: "Card declined" })).toBe("A payment failed: Card declined");
    expect(sayOrderEvent({ event: "refunded", at: AT, detail: "₹100" })).toBe("₹100 sent back");
  });
  it("names methods, also one that is new", () => {
    expect(methodName({ method: "upi" })).toBe("UPI");
    expect(methodName({ method: "teleport" })).toBe("teleport");
    expect(methodName({})).toBeUndefined();
  });
});

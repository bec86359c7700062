import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Caller, eventually } from "@/tests/generation/studio";
import { type Counter, openCounter } from "./counter";

let counter: Counter;
let buyer: Caller;
beforeAll(async () => {
  counter = await openCounter();
  await counter.startWorker();
});
afterAll(() => counter.close());
beforeEach(async () => {
  await counter.control({ clear: true });
  counter.forgetLog();
  buyer = await counter.newUser();
});

describe("money that goes back", () => {
  it("follows refunds from the dashboard, whole, in parts and failing ones (P11)", async () => {
    const order = await counter.placed(buyer);
    const { razorpay_payment_id: paymentId } = await counter.pay(order);
    await counter.balanceIs(buyer, 50);
    await counter.act({ do: "refund", paymentId, amount: 5_000, status: "failed" });
    await counter.act({ do: "refund", paymentId, amount: 10_000, webhook: "dup" });
    await counter.balanceIs(buyer, 25);
    await counter.act({ do: "refund", paymentId });
    await counter.balanceIs(buyer, 0);
    const shown = await counter.shown(buyer, order);
    expect(shown.refundedPaise).toBe(20_000);
    expect(shown.timeline.slice(3)).toMatchObject([
      { event: "refunded", detail: "₹100" },
      { event: "refunded", detail: "₹100" },
    ]);
    await counter.booksHold();
  });

  it("finds a refund whose news was lost", async () => {
    const order = await counter.placed(buyer);
    const { razorpay_payment_id: paymentId } = await counter.pay(order);
    await counter.balanceIs(buyer, 50);
    // The reconciler leaves an order alone while an event about it is worked off.
    await eventually("all events", async () => counter.accepted() === 3);
    await counter.inboxIsEmpty();
    await counter.act({ do: "refund", paymentId, amount: 4_000, webhook: "drop" });
    await counter.lookNow(order);
    expect(await buyer.balance()).toBe(40);
  });

  it("moves nothing for a payment that went back before it was captured (P11)", async () => {
    const order = await counter.placed(buyer);
    const { razorpay_payment_id: paymentId } = await counter.pay(order, "authorized");
    await counter.act({ do: "auto-refund", paymentId });
    await eventually("the refund", async () => (await counter.shown(buyer, order)).refundedPaise === 20_000);
    await counter.lookNow(order);
    expect([await buyer.balance(), (await counter.shown(buyer, order)).status]).toEqual([0, "created"]);
    await counter.booksHold();
  });

  it("follows a dispute: debits wait, won lifts it; another one lost takes the credits back (P12)", async () => {
    const order = await counter.placed(buyer);
    const { razorpay_payment_id: paymentId } = await counter.pay(order);
    await counter.balanceIs(buyer, 50);
    await counter.act(
      { do: "dispute", paymentId, status: "open" },
      { do: "dispute", paymentId, status: "under_review" },
    );
    await eventually("the dispute", async () => (await counter.shown(buyer, order)).disputed);
    expect((await buyer.generate()).status).toBe(403);
    await counter.act({ do: "dispute", paymentId, status: "won" });
    await eventually("its end", async () => !(await counter.shown(buyer, order)).disputed);
    expect((await buyer.generate()).status).toBe(202);
    const again = await counter.placed(buyer, "pack-10");
    const { razorpay_payment_id: lost } = await counter.pay(again);
    await counter.balanceIs(buyer, 59);
    await counter.act(
      { do: "dispute", paymentId: lost, status: "open" },
      { do: "dispute", paymentId: lost, status: "lost" },
    );
    await counter.balanceIs(buyer, 49);
    await counter.booksHold();
  });
});

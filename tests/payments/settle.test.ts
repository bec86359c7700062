import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { grantPromotion } from "@/lib/domain/ledger/grant-promotion";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { applyDispute } from "@/lib/domain/payments/apply-dispute";
import { applyRefund } from "@/lib/domain/payments/apply-refund";
import { type Door, settlePayment } from "@/lib/domain/payments/settle-payment";
import type { GatewayPayment } from "@/lib/providers/payment-gateway";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { disputeOf, paymentOf, permutations, placeOrder, refundOf } from "./shop";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const settle = (payment: GatewayPayment, door: Door = "webhook") => settlePayment(studio.world, payment, door);
const units = async (buyer: Caller, reason: string) =>
  (
    await studio.sql<{ units: number }>(
      "SELECT units FROM ledger_entry WHERE account_id = $1 AND reason = $2 ORDER BY seq",
      [buyer.userId, reason],
    )
  ).map((entry) => entry.units);
const owed = async (buyer: Caller) =>
  (
    await studio.sql<{ owed: number }>(
      "SELECT coalesce(sum(owed_units - repaid_units), 0)::int AS owed FROM credit_debt WHERE account_id = $1",
      [buyer.userId],
    )
  )[0]?.owed;
const grant = (buyer: Caller, credits: number, key: string) =>
  inTransaction(studio.world, (tx) =>
    grantPromotion(tx, { accountId: buyer.userId, units: credits * 100, reason: "welcome", reference: "test", key }),
  );

const spend = (buyer: Caller, credits: number, key: string) =>
  inTransaction(studio.world, (tx) =>
    postEntry(tx, {
      ...{
        accountId: buyer.userId,
        units: -credits * 100,
        reason: "adjustment",
        reference: "spent",
        key: `spent:${key}`,
      },
    }),
  );

async function paidOrder(credits = 50, amountPaise = 20_000) {
  const buyer = await studio.newUser();
  const order = await placeOrder(studio, buyer, { credits, amountPaise });
  const payment = paymentOf(order);
  await settle(payment);
  return { buyer, order, payment };
}

describe("settlePayment", () => {
  it("credits an order once when the news come twenty-four times at once through three doors", async () => {
    const buyer = await studio.newUser();
    const payment = paymentOf(await placeOrder(studio, buyer));
    const doors: Door[] = ["callback", "webhook", "reconciler"];
    const settled = await Promise.all(Array.from({ length: 24 }, (_, at) => settle(payment, doors[at % 3])));
    expect(new Set(settled.map(({ outcome }) => outcome))).toEqual(new Set(["credited"]));
    expect(await units(buyer, "purchase")).toEqual([5_000]);
    expect(await buyer.balance()).toBe(50);
    await studio.booksHold();
  });

  it("ends alike in whatever order created, failed, authorised and captured arrive, each twice", async () => {
    for (const order of permutations(["created", "failed", "authorized", "captured"] as const)) {
      const buyer = await studio.newUser();
      const paid = paymentOf(await placeOrder(studio, buyer));
      for (const state of [...order, ...order]) await settle({ ...paid, state, isCaptured: state === "captured" });
      expect([order, await buyer.balance()]).toEqual([order, 50]);
      const [row] = await studio.sql("SELECT state FROM payment WHERE id = $1", [paid.id]);
      expect(row).toEqual({ state: "captured" });
    }
    await studio.booksHold();
  });

  it("says why an attempt failed, credits nothing, and credits a later success", async () => {
    const buyer = await studio.newUser();
    const order = await placeOrder(studio, buyer);
    const failure = "Your card was declined.";
    expect(await settle(paymentOf(order, { state: "failed", isCaptured: false, failure }))).toEqual({
      outcome: "unpaid",
    });
    const shown = await buyer.get(`/api/studio/credits/orders/${order.id}`);
    expect(shown.body.timeline.at(-1)).toMatchObject({ event: "failed", detail: failure });
    expect(await buyer.balance()).toBe(0);
    const failed = paymentOf(order, { state: "failed", isCaptured: false, failure: "Another reason." });
    await settle(failed);
    const timeline = async () => (await buyer.get(`/api/studio/credits/orders/${order.id}`)).body.timeline;
    const told = await timeline();
    await settle({ ...failed, failure: "The same attempt, told again." }, "reconciler");
    expect(await timeline()).toEqual(told);
    expect(await settle(paymentOf(order))).toEqual({ outcome: "credited" });
    expect(await buyer.balance()).toBe(50);
  });

  it.each([
    ["less", { amountPaise: 100 }],
    ["more", { amountPaise: 20_001 }],
    ["another currency", { currency: "USD" }],
  ])("credits nothing for %s than was ordered, and raises the alarm", async (_, changes) => {
    const buyer = await studio.newUser();
    const order = await placeOrder(studio, buyer);
    const wrong = paymentOf(order, changes);
    expect(await settle(wrong)).toEqual({ outcome: "mismatch" });
    expect(await buyer.balance()).toBe(0);
    const shown = await buyer.get(`/api/studio/credits/orders/${order.id}`);
    expect(shown.body).toMatchObject({ status: "created" });
    expect(shown.body.timeline.map(({ event }: { event: string }) => event)).toEqual(["created", "mismatch"]);
    expect(await settle(wrong, "reconciler")).toEqual({ outcome: "mismatch" });
    expect((await buyer.get(`/api/studio/credits/orders/${order.id}`)).body).toEqual(shown.body);
    expect(studio.logged.some(({ level, event }) => level === "error" && event.includes("not what was ordered"))).toBe(
      true,
    );
  });

  it("does nothing about an order that is not ours, or a payment known under another order", async () => {
    const { buyer, order, payment } = await paidOrder();
    expect(await settle({ ...payment, orderId: "order_of_somebody_else" })).toEqual({ outcome: "unknown_order" });
    const other = await placeOrder(studio, await studio.newUser());
    expect(await settle({ ...payment, orderId: other.razorpayOrderId })).toEqual({ outcome: "mismatch" });
    const paid = await paidOrder();
    expect(await settle({ ...payment, orderId: paid.order.razorpayOrderId })).toEqual({ outcome: "mismatch" });
    expect(await settle(paymentOf(order, { state: "authorized", isCaptured: false }))).toEqual({ outcome: "unpaid" });
    expect(await buyer.balance()).toBe(50);
    await studio.booksHold();
  });

  it("credits one of eight payments that arrive at once for one order; the others are surplus", async () => {
    const buyer = await studio.newUser();
    const order = await placeOrder(studio, buyer);
    const settled = await Promise.all(Array.from({ length: 8 }, () => settle(paymentOf(order))));
    expect(settled.map(({ outcome }) => outcome).sort()).toEqual(["credited", ...Array(7).fill("surplus")]);
    expect(await buyer.balance()).toBe(50);
    await studio.booksHold();
  });

  it("credits nothing for a second payment and queues its way back, once", async () => {
    const { buyer, order } = await paidOrder();
    const second = paymentOf(order);
    await Promise.all([settle(second), settle(second, "callback"), settle(second, "reconciler")]);
    expect(await settle(second)).toEqual({ outcome: "surplus" });
    expect(await buyer.balance()).toBe(50);
    const jobs = await studio.sql("SELECT FROM graphile_worker.jobs WHERE key = $1", [`surplus:${second.id}`]);
    expect(jobs).toHaveLength(1);
  });
});

describe("applyRefund", () => {
  it("takes half and then the rest after part was spent: never below zero, the rest owed and paid by later grants, not by purchases", async () => {
    const { buyer, order, payment } = await paidOrder();
    await spend(buyer, 30, order.id);
    const half = refundOf(payment, { amountPaise: 10_000 });
    await Promise.all([
      applyRefund(studio.world, half),
      applyRefund(studio.world, half),
      applyRefund(studio.world, half),
    ]);
    expect([await buyer.balance(), await owed(buyer)]).toEqual([0, 500]);
    await applyRefund(studio.world, refundOf(payment, { amountPaise: 10_000 }));
    expect([await buyer.balance(), await owed(buyer)]).toEqual([0, 3_000]);
    await grant(buyer, 7, `referral:a:${order.id}`);
    expect([await buyer.balance(), await owed(buyer)]).toEqual([0, 2_300]);
    await settle(paymentOf(await placeOrder(studio, buyer)));
    expect([await buyer.balance(), await owed(buyer)]).toEqual([50, 2_300]);
    await grant(buyer, 30, `referral:b:${order.id}`);
    expect([await buyer.balance(), await owed(buyer)]).toEqual([57, 0]);
    await studio.booksHold();
  });

  it("gives exactly the order's credits for parts that do not divide", async () => {
    const { buyer, payment } = await paidOrder(7, 9_999);
    for (const amountPaise of [1, 3_333, 3_333, 3_331])
      await applyRefund(studio.world, refundOf(payment, { amountPaise }));
    expect(await buyer.balance()).toBe(0.01);
    await applyRefund(studio.world, refundOf(payment, { amountPaise: 1 }));
    expect((await units(buyer, "purchase_refund")).reduce((sum, one) => sum + one, 0)).toBe(-700);
    await studio.booksHold();
  });

  it("moves nothing for one that is pending or failed, and nothing twice", async () => {
    const { buyer, payment } = await paidOrder();
    const failing = refundOf(payment, { state: "pending" });
    for (const state of ["pending", "failed", "processed", "pending"] as const)
      await applyRefund(studio.world, { ...failing, state });
    expect(await buyer.balance()).toBe(50);
    const passing = refundOf(payment, { amountPaise: 4_000 });
    for (const state of ["pending", "processed", "failed", "processed"] as const)
      await applyRefund(studio.world, { ...passing, state });
    expect(await buyer.balance()).toBe(40);
    const alarms = studio.logged.filter(({ event }) => event === "refund failed after it had gone through");
    expect(alarms).toMatchObject([{ level: "error", fields: { refundId: passing.id } }]);
  });

  it("is applied with the credit when its news overtook the news of the capture", async () => {
    const buyer = await studio.newUser();
    const payment = paymentOf(await placeOrder(studio, buyer));
    await settle({ ...payment, state: "authorized", isCaptured: false });
    const refund = refundOf(payment, { amountPaise: 5_000 });
    await applyRefund(studio.world, refund);
    for (let again = 0; again < 2; again++) {
      await settle(payment);
      expect([await buyer.balance(), await units(buyer, "purchase_refund")]).toEqual([37.5, [-1_250]]);
      await applyRefund(studio.world, refund);
    }
    await studio.booksHold();
  });

  it("moves nothing for money that went back before it was captured", async () => {
    const buyer = await studio.newUser();
    const order = await placeOrder(studio, buyer);
    const returned = paymentOf(order, { state: "refunded", isCaptured: false, refundedPaise: 20_000 });
    await settle(returned);
    await applyRefund(studio.world, refundOf(returned));
    expect([await buyer.balance(), await units(buyer, "purchase")]).toEqual([0, []]);
    const shown = await buyer.get(`/api/studio/credits/orders/${order.id}`);
    expect(shown.body).toMatchObject({ status: "created", refundedPaise: 20_000 });
  });

  it("moves nothing for a second payment that goes back", async () => {
    const { buyer, order } = await paidOrder();
    const second = paymentOf(order);
    await settle(second);
    await applyRefund(studio.world, refundOf(second));
    expect(await buyer.balance()).toBe(50);
    await studio.booksHold();
  });
});

describe("applyDispute", () => {
  it("stops new debits while it is open; won, the same request goes through", async () => {
    const { buyer, payment } = await paidOrder();
    const dispute = disputeOf(payment);
    await Promise.all([applyDispute(studio.world, dispute), applyDispute(studio.world, dispute)]);
    const refused = await buyer.generate({}, "a-key-of-this-test");
    expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
    expect(await buyer.balance()).toBe(50);
    await applyDispute(studio.world, { ...dispute, state: "won" });
    await applyDispute(studio.world, { ...dispute, state: "open" });
    expect((await buyer.generate({}, "a-key-of-this-test")).status).toBe(202);
    expect(await buyer.balance()).toBe(49);
    const shown = (await buyer.get("/api/studio/credits/orders")).body.items[0];
    expect(shown.disputed).toBe(false);
    expect(shown.timeline.map(({ event }: { event: string }) => event).slice(-2)).toEqual([
      "dispute_opened",
      "dispute_won",
    ]);
    await studio.booksHold();
  });

  it("takes the credits back once when it is lost, also when nobody told of its opening, and never more than were bought", async () => {
    const { buyer, payment } = await paidOrder();
    await applyRefund(studio.world, refundOf(payment, { amountPaise: 5_000 }));
    const dispute = disputeOf(payment, { state: "lost" });
    for (const state of ["lost", "open", "lost", "won"] as const)
      await applyDispute(studio.world, { ...dispute, state });
    expect(await buyer.balance()).toBe(0);
    expect((await units(buyer, "purchase_refund")).reduce((sum, one) => sum + one, 0)).toBe(-5_000);
    const [account] = await studio.sql("SELECT open_disputes FROM credit_account WHERE user_id = $1", [buyer.userId]);
    expect(account).toEqual({ open_disputes: 0 });
    await studio.booksHold();
  });

  it("ends alike in whatever order payment, refund and dispute are told", async () => {
    for (const steps of permutations(["captured", "refund", "opened", "lost"])) {
      const buyer = await studio.newUser();
      const payment = paymentOf(await placeOrder(studio, buyer));
      const refund = refundOf(payment, { amountPaise: 5_000 });
      const dispute = disputeOf(payment, { amountPaise: 5_000 });
      for (const step of steps) {
        // Every event carries its payment as it was at that moment.
        await settle(payment);
        if (step === "refund") await applyRefund(studio.world, refund);
        if (step === "opened") await applyDispute(studio.world, dispute);
        if (step === "lost") await applyDispute(studio.world, { ...dispute, state: "lost" });
      }
      expect([steps, await buyer.balance()]).toEqual([steps, 25]);
    }
    await studio.booksHold();
  });
});

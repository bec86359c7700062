import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyRefund } from "@/lib/domain/payments/apply-refund";
import { type Door, settlePayment } from "@/lib/domain/payments/settle-payment";
import type { GatewayPayment } from "@/lib/providers/payment-gateway";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { type PlacedOrder, paymentOf, placeOrder, refundOf } from "./shop";

let studio: Studio;
let buyer: Caller;
let order: PlacedOrder;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());
beforeEach(async () => {
  buyer = await studio.newUser();
  order = await placeOrder(studio, buyer);
  studio.logged.length = 0;
});

type Row = Record<string, unknown>;
const tell = (payment: GatewayPayment, door: Door = "webhook") => settlePayment(studio.world, payment, door);
const orderRow = async ({ id } = order) =>
  (await studio.sql<Row>("SELECT * FROM credit_order WHERE id = $1", [id]))[0]!;
const paymentRow = async ({ id }: { id: string }) =>
  (await studio.sql<Row>("SELECT * FROM payment WHERE id = $1", [id]))[0]!;
const errors = () => studio.logged.filter(({ level }) => level === "error");
const failedAttempt = (changes: Partial<GatewayPayment> = {}) =>
  paymentOf(order, { state: "failed", isCaptured: false, ...changes });

describe("news of a payment", () => {
  it("that paid are written into order, books and notices, without alarm", async () => {
    const payment = paymentOf(order);
    expect(await tell(payment)).toEqual({ outcome: "credited" });
    expect(await orderRow()).toMatchObject({
      ...{ state: "paid", payment_id: payment.id, credited_by: "webhook", mismatch: null, failed_at: null },
      ...{ paid_at: expect.any(Date), credited_at: expect.any(Date), webhook_seen_at: expect.any(Date) },
    });
    expect(await paymentRow(payment)).toMatchObject({ is_surplus: false, method: "upi", instrument_hash: null });
    const [entry, ...others] = await studio.sql<Row>("SELECT * FROM ledger_entry WHERE account_id = $1", [
      buyer.userId,
    ]);
    expect(entry).toMatchObject({
      units: 5_000,
      reason: "purchase",
      reference: order.id,
      key: `payment:${payment.id}`,
    });
    const notices = await studio.sql<Row>("SELECT kind, data, read_at FROM notification WHERE user_id = $1", [
      buyer.userId,
    ]);
    expect(notices).toEqual([{ kind: "purchase", data: { credits: 50, orderId: order.id }, read_at: null }]);
    expect([others, errors()]).toEqual([[], []]);
  });

  it("without an order, or of one that is not ours, are nothing to us", async () => {
    for (const orderId of [undefined, "order_of_somebody_else"]) {
      const payment = paymentOf(order, { orderId });
      expect(await tell(payment)).toEqual({ outcome: "unknown_order" });
      expect(await paymentRow(payment)).toBeUndefined();
    }
  });

  it("that failed say why, or that the bank refused; after the credit they change nothing", async () => {
    await tell(failedAttempt());
    expect(await orderRow()).toMatchObject({
      ...{ state: "created", failure_message: "The bank refused the payment.", failed_at: expect.any(Date) },
    });
    await tell(failedAttempt({ failure: "Your card was declined." }));
    expect((await orderRow()).failure_message).toBe("Your card was declined.");
    await tell(paymentOf(order));
    const paid = await orderRow();
    await tell(failedAttempt({ failure: "A third try." }));
    expect(await orderRow()).toEqual(paid);
  });

  it("that is only created or authorised is no failure", async () => {
    for (const state of ["created", "authorized"] as const) await tell(failedAttempt({ state }));
    expect(await orderRow()).toMatchObject({ state: "created", failed_at: null, failure_message: null });
  });

  it("of the same attempt again, whatever the door, change nothing", async () => {
    const failed = failedAttempt({ failure: "First." });
    await tell(failed, "reconciler");
    expect((await orderRow()).webhook_seen_at).toBeNull();
    const before = await orderRow();
    await tell({ ...failed, failure: "Told again." }, "reconciler");
    expect(await orderRow()).toEqual(before);
  });

  it("keep what it was paid with only as a keyed hash, the same for the same instrument", async () => {
    const [first, second, third] = [
      paymentOf(order, { instrument: "asha@upi" }),
      paymentOf(order, { instrument: "asha@upi" }),
      paymentOf(order, { instrument: "ravi@upi" }),
    ];
    for (const payment of [first, second, third]) await tell(payment);
    const hashes = [];
    for (const payment of [first, second, third]) hashes.push(String((await paymentRow(payment)).instrument_hash));
    expect([hashes[0] === hashes[1], hashes[0] === hashes[2]]).toEqual([true, false]);
    expect(hashes[0]).toMatch(/^[\w-]{43}$/);
    const { instrument: _, ...silent } = first;
    await tell(silent);
    expect((await paymentRow(first)).instrument_hash).toBe(hashes[0]);
  });

  it.each<[string, Partial<GatewayPayment>]>([
    ["paid 100 paise, ordered 20000", { amountPaise: 100 }],
    ["paid in USD, ordered in INR", { currency: "USD" }],
  ])("that are not what was ordered stay on the order as they were first told: %s", async (mismatch, changes) => {
    const wrong = paymentOf(order, changes);
    expect(await tell(wrong)).toEqual({ outcome: "mismatch" });
    const before = await orderRow();
    expect(before).toMatchObject({ state: "created", mismatch, failed_at: expect.any(Date) });
    await tell(paymentOf(order, { amountPaise: 7 }), "reconciler");
    expect(await orderRow()).toMatchObject({ mismatch, failed_at: before.failed_at });
    expect(errors().map(({ event }) => event)).toEqual(Array(2).fill("payment is not what was ordered"));
  });

  it("that belong to another order are noted where nothing was paid, and credit nobody", async () => {
    const payment = paymentOf(order);
    await tell(payment);
    const other = await placeOrder(studio, buyer);
    expect(await tell({ ...payment, orderId: other.razorpayOrderId })).toEqual({ outcome: "mismatch" });
    expect(await orderRow(other)).toMatchObject({ state: "created", mismatch: "the payment belongs to another order" });
    const paid = await placeOrder(studio, buyer);
    await tell(paymentOf(paid));
    expect(await tell({ ...payment, orderId: paid.razorpayOrderId })).toEqual({ outcome: "mismatch" });
    expect(await orderRow(paid)).toMatchObject({ state: "paid", mismatch: null });
    expect([await buyer.balance(), (await paymentRow(payment)).order_id]).toEqual([100, order.id]);
  });

  it("of a second payment, also of another sum, send it back and raise the alarm", async () => {
    await tell(paymentOf(order));
    for (const amountPaise of [20_000, 5]) {
      const second = paymentOf(order, { amountPaise });
      studio.logged.length = 0;
      expect(await tell(second)).toEqual({ outcome: "surplus" });
      expect((await paymentRow(second)).is_surplus).toBe(true);
      const jobs = await studio.sql<Row>(
        "SELECT j.task_identifier AS task, p.payload FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id WHERE j.key = $1",
        [`surplus:${second.id}`],
      );
      expect(jobs).toMatchObject([{ task: "refund-surplus-payment", payload: { paymentId: second.id } }]);
      expect(errors().map(({ event }) => event)).toEqual(["second payment on a paid order, sending it back"]);
    }
    expect(await buyer.balance()).toBe(50);
  });

  it("take every refund with them that overtook them and went through, once, and no other", async () => {
    const payment = paymentOf(order);
    await tell({ ...payment, state: "authorized", isCaptured: false });
    const through = [refundOf(payment, { amountPaise: 5_001 }), refundOf(payment, { amountPaise: 1 })];
    const [pending, failed] = [refundOf(payment, { state: "pending" }), refundOf(payment, { state: "failed" })];
    for (const refund of [...through, pending, failed]) await applyRefund(studio.world, refund);
    const other = paymentOf(await placeOrder(studio, buyer));
    await tell({ ...other, state: "authorized", isCaptured: false });
    await applyRefund(studio.world, refundOf(other));
    await tell(payment);
    const taken = await studio.sql<Row>(
      "SELECT units, key FROM ledger_entry WHERE account_id = $1 AND reason = 'purchase_refund' ORDER BY seq",
      [buyer.userId],
    );
    expect(taken).toEqual([{ units: -1_250, key: `refund:${through[0]!.id}` }]);
    const applied = await studio.sql<Row>(
      "SELECT id FROM payment_refund WHERE applied_at IS NOT NULL AND payment_id = $1",
      [payment.id],
    );
    expect(applied.map(({ id }) => id).toSorted()).toEqual(through.map(({ id }) => id).toSorted());
    expect(await orderRow()).toMatchObject({ returned_paise: 5_002, returned_units: 1_250 });
    await studio.booksHold();
  });
});

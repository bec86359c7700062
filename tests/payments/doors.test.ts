import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { reconcilePayments } from "@/lib/domain/payments/reconcile-payments";
import { type Caller, eventually } from "@/tests/generation/studio";
import { type Checkout, type Counter, openCounter, type Paid } from "./counter";

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

describe("the three doors", () => {
  it("credit once when the callback comes eight times, the webhooks three times each and the reconciler at once (P3)", async () => {
    const order = await counter.placed(buyer);
    const paid = await counter.pay(order);
    await counter.act(...Array.from({ length: 3 }, () => ({ do: "resend", paymentId: paid.razorpay_payment_id })));
    await counter.isDue(order);
    const [answers] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, () => counter.verify(buyer, order, paid))),
      ...Array.from({ length: 3 }, () => reconcilePayments(counter.world)),
    ]);
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toEqual(
      new Set([JSON.stringify([200, { creditsAdded: 50, balance: 50 }])]),
    );
    await eventually("all events", async () => counter.accepted() >= 3);
    await counter.inboxIsEmpty();
    expect(await counter.purchases(buyer)).toEqual([50]);
    await counter.booksHold();
  });

  it("give the same answer for ever, also after credits were spent", async () => {
    const order = await counter.placed(buyer);
    const paid = await counter.pay(order);
    const first = await counter.verify(buyer, order, paid);
    expect((await buyer.generate()).status).toBe(202);
    expect(await counter.verify(buyer, order, paid)).toMatchObject({ status: 200, body: first.body });
  });

  it("credit by the webhook when the browser never came back (P2), and the order tells its story", async () => {
    const order = await counter.placed(buyer, "pack-10");
    await counter.pay(order);
    await counter.balanceIs(buyer, 10);
    const shown = await counter.shown(buyer, order);
    expect(shown).toMatchObject({ status: "paid", method: "upi", credits: 10, amountPaise: 5_000 });
    expect(shown.timeline.map(({ event }: { event: string }) => event)).toEqual(["created", "paid", "credited"]);
  });

  it("credit by the reconciler when the webhook is lost too (P4)", async () => {
    const order = await counter.placed(buyer);
    await counter.fault({ path: "checkout", webhook: "drop" });
    await counter.pay(order);
    expect(await buyer.balance()).toBe(0);
    await counter.lookNow(order);
    expect([await buyer.balance(), counter.events()]).toEqual([50, []]);
    await counter.lookNow(order);
    expect(await counter.purchases(buyer)).toEqual([50]);
  });

  it.each(["reorder", "dup", "late"])("end alike when the events come %s (P5)", async (webhook) => {
    await counter.control({ speed: 0 });
    const order = await counter.placed(buyer);
    await counter.fault({ path: "checkout", webhook });
    await counter.pay(order);
    await counter.control({ advanceMs: webhook === "late" ? 10_000 : 0 });
    await counter.balanceIs(buyer, 50);
    await eventually("all events", async () => counter.accepted() === (webhook === "dup" ? 6 : 3));
    await counter.inboxIsEmpty();
    const stored = await counter.sql("SELECT FROM webhook_event WHERE payload::text LIKE $1", [
      `%${order.razorpayOrderId}%`,
    ]);
    expect([await counter.purchases(buyer), stored.length]).toEqual([[50], 3]);
  });

  it("credit a success after a failure on the same order (P6)", async () => {
    const order = await counter.placed(buyer);
    expect(await counter.pay(order, "failure")).toMatchObject({
      error: { metadata: { order_id: order.razorpayOrderId } },
    });
    await eventually("the failure", async () =>
      (await counter.shown(buyer, order)).timeline.some(({ event }: { event: string }) => event === "failed"),
    );
    await counter.pay(order);
    await counter.balanceIs(buyer, 50);
    await counter.booksHold();
  });

  it("send a second payment back by themselves, once, and credit nothing for it (P7)", async () => {
    const order = await counter.placed(buyer);
    await counter.verify(buyer, order, await counter.pay(order));
    const second = await counter.pay(order, "second_payment");
    const refused = await counter.verify(buyer, order, second);
    expect([refused.status, refused.body.code]).toEqual([409, "conflict"]);
    await eventually("the way back", async () => (await counter.shown(buyer, order)).refundedPaise === 20_000);
    expect(counter.asked("POST", `${second.razorpay_payment_id}/refund`)).toHaveLength(1);
    expect([await buyer.balance(), await counter.purchases(buyer)]).toEqual([50, [50]]);
    await counter.booksHold();
  });

  it.each([{ amount: 100 }, { currency: "USD" }])(
    "credit nothing when the payment says %o, with a valid signature (P8)",
    async (said) => {
      const order = await counter.placed(buyer);
      await counter.fault({ path: "checkout", webhook: "drop" });
      const paid = await counter.pay(order);
      await counter.act({ do: "tamper", paymentId: paid.razorpay_payment_id, ...said });
      const refused = await counter.verify(buyer, order, paid);
      expect([refused.status, refused.body.code]).toEqual([409, "conflict"]);
      await counter.act({ do: "announce", paymentId: paid.razorpay_payment_id, event: "payment.captured" });
      await eventually("the event", async () => counter.accepted() > 0);
      await counter.lookNow(order);
      expect([await buyer.balance(), await counter.purchases(buyer)]).toEqual([0, []]);
    },
  );

  it("refuse what was signed for somebody else's order, forged, or signed for another one (P9)", async () => {
    const order = await counter.placed(buyer);
    const mine = await counter.placed(buyer, "pack-10");
    await counter.fault({ path: "checkout", webhook: "drop" });
    const paid = await counter.pay(order);
    const other = await counter.newUser();
    const tries: [Caller, Checkout, Paid, number][] = [
      [other, order, paid, 404],
      [buyer, mine, paid, 422],
      [buyer, mine, { ...paid, razorpay_order_id: mine.razorpayOrderId }, 422],
      [buyer, order, { ...paid, razorpay_order_id: mine.razorpayOrderId }, 422],
      [buyer, order, { ...paid, razorpay_payment_id: "pay_another" }, 422],
      [buyer, order, { ...paid, razorpay_signature: "0".repeat(64) }, 422],
      [buyer, order, { ...paid, razorpay_signature: "" }, 422],
    ];
    for (const [caller, to, what, status] of tries)
      expect((await counter.verify(caller, to, what)).status).toBe(status);
    expect([await buyer.balance(), await other.balance()]).toEqual([0, 0]);
    expect(counter.asked("GET", "/v1/payments")).toEqual([]);
  });

  it("credit a late authorisation on an order that was shown as failed and has expired (P10)", async () => {
    const order = await counter.placed(buyer);
    await counter.pay(order, "late");
    await eventually("the failure", async () => (await counter.shown(buyer, order)).timeline.length === 2);
    await counter.sql(
      "UPDATE credit_order SET created_at = now() - interval '5 days', next_check_at = NULL WHERE id = $1",
      [order.orderId],
    );
    expect((await counter.shown(buyer, order)).status).toBe("expired");
    const [payment] = await counter.sql<{ id: string }>("SELECT id FROM payment WHERE order_id = $1", [order.orderId]);
    await counter.act({ do: "capture", paymentId: payment?.id ?? "" });
    await counter.balanceIs(buyer, 50);
    expect((await counter.shown(buyer, order)).status).toBe("paid");
  });

  it("take the money of a payment that the bank has only authorised", async () => {
    const order = await counter.placed(buyer);
    const paid = await counter.pay(order, "authorized");
    expect(await counter.verify(buyer, order, paid)).toMatchObject({ status: 200, body: { creditsAdded: 50 } });
    expect(counter.asked("POST", "/capture")).toHaveLength(1);
  });
});

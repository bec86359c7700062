import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sendRefund } from "@/lib/domain/payments/send-refund";
import { type Caller, eventually } from "@/tests/generation/studio";
import { type Counter, openCounter } from "@/tests/payments/counter";
import { type PaidOrder, paidOrder } from "./paid-order";
import { newMember } from "./team";

let counter: Counter;
let admin: Caller;
let buyer: Caller;
let order: PaidOrder;
beforeAll(async () => {
  counter = await openCounter({ RATE_LIMIT_SCALE: "100" });
  await counter.startWorker();
  admin = await newMember(counter, "admin");
});
afterAll(() => counter.close());
beforeEach(async () => {
  buyer = await counter.newUser();
  order = await paidOrder(counter, buyer);
  counter.forgetLog();
});
afterEach(async () => {
  counter.sandbox.faults.clear();
  await counter.booksHold();
});

const refund = (amountPaise: number, { key = randomUUID() as string, of = order, by = admin, more = {} } = {}) =>
  by.send(
    "POST",
    `/api/admin/payments/${of.orderId}/refunds`,
    { amountPaise, reason: "Not needed after all.", ...more },
    { "Idempotency-Key": key },
  );
const detail = async (of = order) => (await admin.get(`/api/admin/payments/${of.orderId}`)).body;
const madeAtService = () => counter.asked("POST", "/refund").filter(({ status }) => status === 200).length;
const refundRows = () =>
  counter.sql<{ id: string; amount_paise: number }>(
    "SELECT id, amount_paise FROM payment_refund WHERE payment_id = $1",
    [order.paymentId],
  );
const auditRows = async () =>
  (await counter.sql("SELECT FROM audit_entry WHERE action = 'payment.refund' AND subject = $1", [order.orderId]))
    .length;

describe("sending money back", () => {
  it("takes the credits in the same share, and shows all of it", async () => {
    const answer = await refund(5_000);
    expect(answer).toMatchObject({ status: 201, body: { state: "made", amountPaise: 5_000 } });
    expect(await buyer.balance()).toBe(37.5);
    const shown = await detail();
    expect(shown.payments).toMatchObject([
      { id: order.paymentId, leftPaise: 15_000, refunds: [{ amountPaise: 5_000 }] },
    ]);
    expect(shown.refundRequests).toMatchObject([{ state: "made", reason: "Not needed after all." }]);
    expect(shown.order.refundedPaise).toBe(5_000);
  });

  it("makes one refund per key, also when it comes many times at once", async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund(5_000, { key })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.refundId)).size).toBe(1);
    expect(await refund(5_000, { key })).toMatchObject({ status: 201, body: answers[0]!.body });
    expect(await refund(6_000, { key })).toMatchObject({ status: 409, body: { code: "idempotency_conflict" } });
    expect(await refundRows()).toHaveLength(1);
    expect(await auditRows()).toBe(1);
    expect(await buyer.balance()).toBe(37.5);
  });

  it("never sends back more than is left, also at the same moment", async () => {
    expect((await refund(20_001)).status).toBe(409);
    const statuses = (await Promise.all(Array.from({ length: 5 }, () => refund(8_000)))).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 201, 409, 409, 409]);
    expect((await refund(4_000)).status).toBe(201);
    const last = await refund(1);
    expect(last).toMatchObject({ status: 409, body: { code: "conflict" } });
    // What is too much is not even asked for.
    expect(counter.asked("POST", "/refund")).toHaveLength(3);
    expect(await auditRows()).toBe(3);
    expect(await buyer.balance()).toBe(0);
    expect((await refundRows()).reduce((sum, one) => sum + one.amount_paise, 0)).toBe(20_000);
  });

  it("makes a debt of what was spent", async () => {
    const headers = { "Idempotency-Key": randomUUID() };
    const wish = { credits: -40, reason: "For the test." };
    await admin.send("POST", `/api/admin/users/${buyer.userId}/adjustments`, wish, headers);
    expect((await refund(20_000)).status).toBe(201);
    expect(await buyer.balance()).toBe(0);
    expect((await detail()).debts).toMatchObject([{ owed: 40, repaid: 0 }]);
    const owing = (await admin.get("/api/admin/payments?show=owing")).body.items;
    expect(owing).toMatchObject([{ orderId: order.orderId, owed: 40 }]);
  });

  it("makes one refund when the answer was lost and the same key comes again", async () => {
    const key = randomUUID();
    await counter.fault({ method: "POST", path: "/refund", reset: "after", times: 1 });
    const lost = await refund(5_000, { key });
    expect(lost).toMatchObject({ status: 503, body: { code: "provider_unavailable" } });
    expect(await refund(5_000, { key })).toMatchObject({ status: 201, body: { state: "made" } });
    expect(await counter.world.ports.payments?.refundsOf(order.paymentId)).toHaveLength(1);
    expect(await refundRows()).toHaveLength(1);
    expect(await auditRows()).toBe(1);
    expect(await buyer.balance()).toBe(37.5);
  });

  it("is finished by the worker when nobody asks again", async () => {
    await counter.fault({ method: "POST", path: "/refund", status: 503, times: 1 });
    expect((await refund(5_000)).status).toBe(503);
    const [asked] = (await detail()).refundRequests;
    expect(asked.state).toBe("asked");
    expect((await detail()).payments[0].leftPaise).toBe(15_000);
    await sendRefund(counter.world, { refundRequestId: asked.id });
    await sendRefund(counter.world, { refundRequestId: asked.id });
    expect((await detail()).refundRequests[0].state).toBe("made");
    expect(madeAtService()).toBe(1);
    expect(await buyer.balance()).toBe(37.5);
  });

  it("needs a key and an amount, a paid order, and a payment service", async () => {
    const path = `/api/admin/payments/${order.orderId}/refunds`;
    const keyless = await admin.send("POST", path, { amountPaise: 1, reason: "Not needed." });
    expect(keyless).toMatchObject({ status: 422, body: { errors: [{ field: "Idempotency-Key" }] } });
    for (const amount of [0, -1, 1.5]) expect((await refund(amount)).status).toBe(422);
    const unpaid = await counter.placed(buyer);
    expect((await refund(1, { of: { orderId: unpaid.orderId, paymentId: "" } })).status).toBe(409);
    expect((await refund(1, { more: { paymentId: "pay_unknown" } })).status).toBe(404);
    const gateway = counter.world.ports.payments;
    delete counter.world.ports.payments;
    expect((await refund(1)).status).toBe(503);
    if (gateway) counter.world.ports.payments = gateway;
    expect(await auditRows()).toBe(0);
  });
});

describe("finding orders", () => {
  it("finds by order, payment, refund and buyer, and by what became of them", async () => {
    const { refundId } = (await refund(5_000)).body;
    const [row] = await counter.sql<{ handle: string; razorpay: string }>(
      `SELECT u.handle, o.razorpay_order_id AS razorpay FROM credit_order o JOIN "user" u ON u.id = o.user_id WHERE o.id = $1`,
      [order.orderId],
    );
    for (const q of [
      order.orderId,
      order.paymentId,
      refundId,
      row!.razorpay,
      row!.handle,
      `@${row!.handle}`,
      buyer.userId,
    ]) {
      const { items } = (await admin.get(`/api/admin/payments?q=${encodeURIComponent(q)}`)).body;
      expect([q, items.map(({ orderId }: { orderId: string }) => orderId)]).toEqual([q, [order.orderId]]);
    }
    const shown = async (show: string) =>
      (await admin.get(`/api/admin/users/${buyer.userId}/orders?show=${show}`)).body.items.length;
    expect(await shown("paid")).toBe(1);
    expect(await shown("refunded")).toBe(1);
    for (const show of ["open", "mismatch", "disputed", "owing"]) expect(await shown(show)).toBe(0);
    await counter.act({ do: "dispute", paymentId: order.paymentId, status: "open" });
    await eventually("the dispute", async () => (await shown("disputed")) === 1);
    expect((await detail()).payments[0].disputes).toMatchObject([{ state: "open" }]);
  });
});

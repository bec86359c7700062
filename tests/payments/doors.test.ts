import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { reconcilePayments } from "@/lib/domain/payments/reconcile-payments";
import { arePaymentWebhooksSilent, watchPaymentWebhooks } from "@/lib/domain/payments/watch-webhooks";
import { type Caller, eventually, secrets } from "@/tests/generation/studio";
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

async function placed(packageId = "pack-50"): Promise<Checkout> {
  const { status, body } = await counter.order(buyer, { packageId });
  expect(status).toBe(201);
  return body;
}
const balanceIs = (credits: number) =>
  eventually(`${credits} credits`, async () => (await buyer.balance()) === credits);
const statusOf = async (order: Checkout) => (await buyer.get(`/api/studio/credits/orders/${order.orderId}`)).body;
/** The reconciler's next look is now. */
const isDue = (order: Checkout) =>
  counter.sql("UPDATE credit_order SET next_check_at = now() - interval '1 second' WHERE id = $1", [order.orderId]);
const lookNow = async (order: Checkout) => {
  await isDue(order);
  await reconcilePayments(counter.world);
};
const creates = () => counter.asked("POST", "/v1/orders").length;
const events = () => counter.sandbox.log.find({ service: "webhook", path: "/api/webhooks/razorpay" });
const accepted = () => events().filter(({ status }) => status === 200).length;

describe("createOrder", () => {
  it("orders once for one key, however many ask at once, and answers all alike", async () => {
    await counter.fault({ method: "POST", path: "/v1/orders", latency: 400 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => counter.order(buyer, { key: "one-intent" })));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 201,
      body: {
        amountPaise: 20_000,
        currency: "INR",
        keyId: secrets.razorpayKeyId,
        checkoutScriptUrl: "/sandbox/razorpay/v1/checkout.js",
      },
    });
    expect(creates()).toBe(1);
    const again = await counter.order(buyer, { key: "one-intent" });
    expect([again.body, creates()]).toEqual([answers[0]?.body, 1]);
    const other = await counter.order(buyer, { key: "one-intent", packageId: "pack-10" });
    expect([other.status, other.body.code]).toEqual([409, "idempotency_conflict"]);
  });

  it.each([
    ["the line is cut after it was made", { reset: "after" }],
    ["the answer is half", { truncate: true }],
    ["the answer never comes", { stallBody: true }],
  ])("finds its order by the receipt when %s (P1)", async (_, fault) => {
    await counter.fault({ method: "POST", path: "/v1/orders", ...fault });
    const { status, body } = await counter.order(buyer);
    expect([status, body.razorpayOrderId]).toEqual([201, expect.stringMatching(/^order_/)]);
    expect([creates(), counter.asked("GET", "/v1/orders").length]).toEqual([1, 1]);
  });

  it.each([
    ["an error of the service", { status: 500 }],
    ["a page of its edge", { html: true, status: 502 }],
    ["a cut line before it was made", { reset: "before" }],
    ["200 without JSON", { garbage: true }],
    ["throttling", { status: 429 }],
    ["refused keys", { status: 401 }],
  ])(
    "answers 503 for %s, one create, nothing stored; the same key goes through afterwards, with one order (P13)",
    async (_, fault) => {
      await counter.fault({ method: "POST", path: "/v1/orders", ...fault });
      const refused = await counter.order(buyer, { key: "try" });
      expect([refused.status, refused.body.code, creates()]).toEqual([503, "provider_unavailable", 1]);
      expect(JSON.stringify(refused.body)).not.toContain(secrets.razorpayKeySecret);
      expect((await counter.order(buyer, { key: "try", packageId: "pack-10" })).body.code).toBe("idempotency_conflict");
      expect((await counter.order(buyer, { key: "try" })).status).toBe(201);
      expect((await buyer.get("/api/studio/credits/orders")).body.items).toHaveLength(1);
      expect(counter.asked("GET", "/v1/orders").length).toBeGreaterThan(0);
    },
  );

  it("refuses a package that is not sold, and needs a key", async () => {
    expect(await counter.order(buyer, { packageId: "pack-7" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "packageId" }] },
    });
    const keyless = await buyer.send("POST", "/api/studio/credits/orders", { packageId: "pack-50" });
    expect(keyless.body.errors).toEqual([{ field: "Idempotency-Key", message: expect.any(String) }]);
  });
});

describe("the three doors", () => {
  it("credit once when the callback comes eight times, the webhooks three times each and the reconciler at once (P3)", async () => {
    const order = await placed();
    const paid = await counter.pay(order);
    await counter.act(...Array.from({ length: 3 }, () => ({ do: "resend", paymentId: paid.razorpay_payment_id })));
    await isDue(order);
    const [answers] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, () => counter.verify(buyer, order, paid))),
      ...Array.from({ length: 3 }, () => reconcilePayments(counter.world)),
    ]);
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toEqual(
      new Set([JSON.stringify([200, { creditsAdded: 50, balance: 50 }])]),
    );
    await eventually("all events", async () => accepted() >= 3);
    await eventually(
      "an empty inbox",
      async () => (await counter.sql("SELECT FROM webhook_event WHERE handled_at IS NULL")).length === 0,
    );
    expect(await counter.purchases(buyer)).toEqual([50]);
    await counter.booksHold();
  });

  it("give the same answer for ever, also after credits were spent", async () => {
    const order = await placed();
    const paid = await counter.pay(order);
    const first = await counter.verify(buyer, order, paid);
    expect((await buyer.generate()).status).toBe(202);
    expect(await counter.verify(buyer, order, paid)).toMatchObject({ status: 200, body: first.body });
  });

  it("credit by the webhook when the browser never came back (P2), and the order tells its story", async () => {
    const order = await placed("pack-10");
    await counter.pay(order);
    await balanceIs(10);
    const shown = await statusOf(order);
    expect(shown).toMatchObject({ status: "paid", method: "upi", credits: 10, amountPaise: 5_000 });
    expect(shown.timeline.map(({ event }: { event: string }) => event)).toEqual(["created", "paid", "credited"]);
  });

  it("credit by the reconciler when the webhook is lost too (P4)", async () => {
    const order = await placed();
    await counter.fault({ path: "checkout", webhook: "drop" });
    await counter.pay(order);
    expect(await buyer.balance()).toBe(0);
    await lookNow(order);
    expect([await buyer.balance(), events()]).toEqual([50, []]);
    await lookNow(order);
    expect(await counter.purchases(buyer)).toEqual([50]);
  });

  it.each(["reorder", "dup", "late"])("end alike when the events come %s (P5)", async (webhook) => {
    await counter.control({ speed: 0 });
    const order = await placed();
    await counter.fault({ path: "checkout", webhook });
    await counter.pay(order);
    await counter.control({ advanceMs: webhook === "late" ? 10_000 : 0 });
    await balanceIs(50);
    await eventually("all events", async () => accepted() === (webhook === "dup" ? 6 : 3));
    await eventually(
      "an empty inbox",
      async () => (await counter.sql("SELECT FROM webhook_event WHERE handled_at IS NULL")).length === 0,
    );
    const stored = await counter.sql("SELECT FROM webhook_event WHERE payload::text LIKE $1", [
      `%${order.razorpayOrderId}%`,
    ]);
    expect([await counter.purchases(buyer), stored.length]).toEqual([[50], 3]);
  });

  it("credit a success after a failure on the same order (P6)", async () => {
    const order = await placed();
    expect(await counter.pay(order, "failure")).toMatchObject({
      error: { metadata: { order_id: order.razorpayOrderId } },
    });
    await eventually("the failure", async () =>
      (await statusOf(order)).timeline.some(({ event }: { event: string }) => event === "failed"),
    );
    await counter.pay(order);
    await balanceIs(50);
    await counter.booksHold();
  });

  it("send a second payment back by themselves, once, and credit nothing for it (P7)", async () => {
    const order = await placed();
    await counter.verify(buyer, order, await counter.pay(order));
    const second = await counter.pay(order, "second_payment");
    const refused = await counter.verify(buyer, order, second);
    expect([refused.status, refused.body.code]).toEqual([409, "conflict"]);
    await eventually("the way back", async () => (await statusOf(order)).refundedPaise === 20_000);
    expect(counter.asked("POST", `${second.razorpay_payment_id}/refund`)).toHaveLength(1);
    expect([await buyer.balance(), await counter.purchases(buyer)]).toEqual([50, [50]]);
    await counter.booksHold();
  });

  it.each([{ amount: 100 }, { currency: "USD" }])(
    "credit nothing when the payment says %o, with a valid signature (P8)",
    async (said) => {
      const order = await placed();
      await counter.fault({ path: "checkout", webhook: "drop" });
      const paid = await counter.pay(order);
      await counter.act({ do: "tamper", paymentId: paid.razorpay_payment_id, ...said });
      const refused = await counter.verify(buyer, order, paid);
      expect([refused.status, refused.body.code]).toEqual([409, "conflict"]);
      await counter.act({ do: "announce", paymentId: paid.razorpay_payment_id, event: "payment.captured" });
      await eventually("the event", async () => accepted() > 0);
      await lookNow(order);
      expect([await buyer.balance(), await counter.purchases(buyer)]).toEqual([0, []]);
    },
  );

  it("refuse what was signed for somebody else's order, forged, or signed for another one (P9)", async () => {
    const order = await placed();
    const mine = await placed("pack-10");
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
    const order = await placed();
    await counter.pay(order, "late");
    await eventually("the failure", async () => (await statusOf(order)).timeline.length === 2);
    await counter.sql(
      "UPDATE credit_order SET created_at = now() - interval '5 days', next_check_at = NULL WHERE id = $1",
      [order.orderId],
    );
    expect((await statusOf(order)).status).toBe("expired");
    const [payment] = await counter.sql<{ id: string }>("SELECT id FROM payment WHERE order_id = $1", [order.orderId]);
    await counter.act({ do: "capture", paymentId: payment?.id ?? "" });
    await balanceIs(50);
    expect((await statusOf(order)).status).toBe("paid");
  });

  it("take the money of a payment that the bank has only authorised", async () => {
    const order = await placed();
    const paid = await counter.pay(order, "authorized");
    expect(await counter.verify(buyer, order, paid)).toMatchObject({ status: 200, body: { creditsAdded: 50 } });
    expect(counter.asked("POST", "/capture")).toHaveLength(1);
  });

  it("follow refunds from the dashboard, whole, in parts and failing ones (P11)", async () => {
    const order = await placed();
    const { razorpay_payment_id: paymentId } = await counter.pay(order);
    await balanceIs(50);
    await counter.act({ do: "refund", paymentId, amount: 5_000, status: "failed" });
    await counter.act({ do: "refund", paymentId, amount: 10_000, webhook: "dup" });
    await balanceIs(25);
    await counter.act({ do: "refund", paymentId });
    await balanceIs(0);
    const shown = await statusOf(order);
    expect(shown.refundedPaise).toBe(20_000);
    expect(shown.timeline.slice(3)).toMatchObject([
      { event: "refunded", detail: "₹100" },
      { event: "refunded", detail: "₹100" },
    ]);
    await counter.booksHold();
  });

  it("find a refund whose news was lost", async () => {
    const order = await placed();
    const { razorpay_payment_id: paymentId } = await counter.pay(order);
    await balanceIs(50);
    // The reconciler leaves an order alone while an event about it is worked off.
    await eventually("all events", async () => events().filter(({ status }) => status === 200).length === 3);
    await eventually(
      "an empty inbox",
      async () => (await counter.sql("SELECT FROM webhook_event WHERE handled_at IS NULL")).length === 0,
    );
    await counter.act({ do: "refund", paymentId, amount: 4_000, webhook: "drop" });
    await lookNow(order);
    expect(await buyer.balance()).toBe(40);
  });

  it("move nothing for a payment that went back before it was captured (P11)", async () => {
    const order = await placed();
    const { razorpay_payment_id: paymentId } = await counter.pay(order, "authorized");
    await counter.act({ do: "auto-refund", paymentId });
    await eventually("the refund", async () => (await statusOf(order)).refundedPaise === 20_000);
    await lookNow(order);
    expect([await buyer.balance(), (await statusOf(order)).status]).toEqual([0, "created"]);
    await counter.booksHold();
  });

  it("follow a dispute: debits wait, won lifts it; another one lost takes the credits back (P12)", async () => {
    const order = await placed();
    const { razorpay_payment_id: paymentId } = await counter.pay(order);
    await balanceIs(50);
    await counter.act(
      { do: "dispute", paymentId, status: "open" },
      { do: "dispute", paymentId, status: "under_review" },
    );
    await eventually("the dispute", async () => (await statusOf(order)).disputed);
    expect((await buyer.generate()).status).toBe(403);
    await counter.act({ do: "dispute", paymentId, status: "won" });
    await eventually("its end", async () => !(await statusOf(order)).disputed);
    expect((await buyer.generate()).status).toBe(202);
    const again = await placed("pack-10");
    const { razorpay_payment_id: lost } = await counter.pay(again);
    await balanceIs(59);
    await counter.act(
      { do: "dispute", paymentId: lost, status: "open" },
      { do: "dispute", paymentId: lost, status: "lost" },
    );
    await balanceIs(49);
    await counter.booksHold();
  });
});

describe("when the payment service is ill", () => {
  it.each([
    ["500", { status: 500 }],
    ["502 from its edge", { html: true, status: 502 }],
    ["a cut line", { reset: "after" }],
    ["200 without JSON", { garbage: true }],
  ])("reads are tried three times for %s (P13)", async (_, fault) => {
    const order = await placed();
    await counter.fault({ path: "checkout", webhook: "drop" });
    const paid = await counter.pay(order);
    const isReadable = !("garbage" in fault);
    await counter.fault({ method: "GET", path: "/v1/payments", times: 2, ...fault });
    const answer = await counter.verify(buyer, order, paid);
    expect([answer.status, counter.asked("GET", "/v1/payments").length]).toEqual(isReadable ? [200, 3] : [503, 1]);
  });

  it("says that it waits while nobody answers; the reconciler credits, and the callback gets its answer then", async () => {
    const order = await placed();
    await counter.fault({ path: "checkout", webhook: "drop" });
    const paid = await counter.pay(order);
    await counter.fault({ method: "GET", path: "/v1/payments", times: 3, status: 503 });
    const waiting = await counter.verify(buyer, order, paid);
    expect(waiting).toMatchObject({ status: 503, body: { code: "provider_unavailable", isPaid: true } });
    expect((await statusOf(order)).timeline.at(-1).event).toBe("paid");
    const [row] = await counter.sql<{ soon: boolean }>(
      "SELECT next_check_at < now() + interval '11 seconds' AS soon FROM credit_order WHERE id = $1",
      [order.orderId],
    );
    expect(row).toEqual({ soon: true });
    await lookNow(order);
    expect(await counter.verify(buyer, order, paid)).toMatchObject({
      status: 200,
      body: { creditsAdded: 50, balance: 50 },
    });
  });

  it("notices that no webhook came for any of three paid orders (P14)", async () => {
    const orders = [await placed(), await placed(), await placed()];
    const pretend = (seen: string) =>
      counter.sql(`UPDATE credit_order SET webhook_seen_at = ${seen} WHERE credited_at IS NOT NULL`);
    await pretend("now()");
    await counter.control({ razorpayWebhookUrl: "" });
    for (const order of orders) expect((await counter.verify(buyer, order, await counter.pay(order))).status).toBe(200);
    await counter.control({ razorpayWebhookUrl: `${counter.origin}/api/webhooks/razorpay` });
    expect(await arePaymentWebhooksSilent(counter.world)).toBe(false);
    // The youngest quarter of an hour proves nothing; these were credited twenty minutes ago and nobody told of them.
    await counter.sql("ALTER TABLE credit_order DISABLE TRIGGER credit_order_forward");
    await counter.sql(
      "UPDATE credit_order SET credited_at = now() - interval '2 days' WHERE webhook_seen_at IS NOT NULL",
    );
    await counter.sql(
      "UPDATE credit_order SET credited_at = now() - interval '20 minutes' WHERE credited_at > now() - interval '1 day'",
    );
    await counter.sql("ALTER TABLE credit_order ENABLE TRIGGER credit_order_forward");
    expect(await arePaymentWebhooksSilent(counter.world)).toBe(true);
    await watchPaymentWebhooks(counter.world);
    expect(counter.logged.some(({ level, event }) => level === "error" && event.includes("webhooks are silent"))).toBe(
      true,
    );
  });
});

describe("POST /api/webhooks/razorpay", () => {
  const body = JSON.stringify({
    event: "payment.captured",
    payload: {
      payment: { entity: { id: "pay_w", order_id: "order_w", amount: 1, currency: "INR", status: "captured" } },
    },
  });
  const sign = (text: string, secret = secrets.razorpayWebhookSecret) =>
    createHmac("sha256", secret).update(text).digest("hex");
  const post = (text: string, headers: Record<string, string>) =>
    fetch(`${counter.origin}/api/webhooks/razorpay`, { method: "POST", body: text, headers });
  const stored = async () => (await counter.sql("SELECT FROM webhook_event")).length;

  it("stores a signed event once under its id, and answers its repeats alike", async () => {
    const before = await stored();
    const headers = { "x-razorpay-signature": sign(body), "x-razorpay-event-id": `evt_${before}` };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(body, headers)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const nameless = { "x-razorpay-signature": sign(body) };
    await post(body, nameless);
    await post(body, nameless);
    expect(await stored()).toBe(before + 2);
  });

  it("refuses forged, unsigned, changed and huge bodies without writing anything", async () => {
    const before = await stored();
    const forged = { "x-razorpay-signature": sign(body, "another secret") };
    expect((await post(body, forged)).status).toBe(401);
    expect((await post(body, {})).status).toBe(401);
    expect((await post(body.replace("pay_w", "pay_x"), { "x-razorpay-signature": sign(body) })).status).toBe(401);
    const huge = `${body}${" ".repeat(5 * 1024 * 1024)}`;
    expect((await post(huge, { "x-razorpay-signature": sign(huge) })).status).toBe(413);
    expect((await post("not json", { "x-razorpay-signature": sign("not json") })).status).toBe(400);
    const other = JSON.stringify({ event: "subscription.charged", payload: {} });
    expect((await post(other, { "x-razorpay-signature": sign(other) })).status).toBe(200);
    expect(await stored()).toBe(before);
  });
});

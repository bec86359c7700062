import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Limits } from "@/lib/db/ctx";
import { createOrder } from "@/lib/domain/payments/create-order";
import { handlePaymentEvent } from "@/lib/domain/payments/handle-payment-event";
import { receiveRazorpayWebhook } from "@/lib/domain/payments/receive-webhook";
import { reconcilePayments } from "@/lib/domain/payments/reconcile-payments";
import { verifyOrder } from "@/lib/domain/payments/verify-order";
import type { GatewayPayment, PaymentEvent, PaymentGateway } from "@/lib/providers/payment-gateway";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { WIDE } from "@/tests/http/small-world";
import { ctxOf, failing, pretendGateway, worldWith } from "./pretend-gateway";
import { disputeOf, type PlacedOrder, paymentOf, placeOrder, refundOf } from "./shop";

let studio: Studio;
let buyer: Caller;
beforeAll(async () => {
  studio = await openStudio({ PROVIDER_TIMEOUT_MS: "300", PAYMENT_CHECK_INTERVAL_MS: "3600000" });
});
afterAll(() => studio.close());
beforeEach(async () => {
  buyer = await studio.newUser();
  studio.logged.length = 0;
});

const rowOf = async (id: string) =>
  (
    await studio.sql<Record<string, unknown>>(
      `SELECT *, round(extract(epoch FROM next_check_at - now()))::int AS look_in_s,
        round(extract(epoch FROM create_lease_until - now()) * 1000)::int AS lease_ms FROM credit_order WHERE id = $1`,
      [id],
    )
  )[0]!;
const ordersOf = () => studio.sql<{ id: string }>("SELECT id FROM credit_order WHERE user_id = $1", [buyer.userId]);
const logs = (level: string) => studio.logged.filter((line) => line.level === level).map(({ event }) => event);
const unavailable = { code: "provider_unavailable" };

describe("ordering", () => {
  const order = (gateway: PaymentGateway | undefined, key = "key", packageId = "pack-50") =>
    createOrder(ctxOf(worldWith(studio.world, gateway), buyer), { packageId }, key);

  it("writes the order down before it asks, with the price in force, and keeps the answer for its key", async () => {
    let during: Record<string, unknown> = {};
    const { gateway, askedFor, told } = pretendGateway();
    const { createOrder: make } = gateway;
    gateway.createOrder = async (what) => {
      during = await rowOf(what.receipt);
      return make(what);
    };
    const view = await order(gateway);
    const { id: razorpayOrderId, receipt } = told.orders[0]!;
    expect(view).toEqual({
      ...{ orderId: receipt, razorpayOrderId, amountPaise: 20_000, currency: "INR" },
      ...{ keyId: "rzp_of_this_test", checkoutScriptUrl: "/checkout.js" },
    });
    expect(during).toMatchObject({ units: 5_000, amount_paise: 20_000, provider_mode: "test", package_id: "pack-50" });
    expect([during.razorpay_order_id, during.state, during.user_id]).toEqual([null, "created", buyer.userId]);
    expect(Number(during.look_in_s)).toBeGreaterThan(3_500);
    expect(Number(during.lease_ms)).toBeGreaterThan(400);
    expect(Number(during.lease_ms)).toBeLessThanOrEqual(900);
    expect((await rowOf(receipt)).razorpay_order_id).toBe(razorpayOrderId);
    expect(askedFor("createOrder")).toEqual([{ receipt, amountPaise: 20_000, currency: "INR" }]);
    expect(askedFor("findOrder")).toEqual([]);
    const stored = await studio.sql("SELECT key, outcome FROM idempotency_key WHERE account_id = $1 AND route = $2", [
      ...[buyer.userId, "POST /api/studio/credits/orders"],
    ]);
    expect(stored).toEqual([{ key: "key", outcome: { ok: view } }]);
    expect(await order(gateway)).toEqual(view);
    await expect(order(gateway, "key", "pack-10")).rejects.toMatchObject({ code: "idempotency_conflict" });
    expect([askedFor("createOrder").length, (await ordersOf()).length]).toEqual([1, 1]);
  });

  it("sells nothing where no payment service is set up, and no package that is not sold", async () => {
    await expect(order(undefined)).rejects.toMatchObject(unavailable);
    const { gateway, asked } = pretendGateway();
    await expect(order(gateway, "key", "pack-7")).rejects.toMatchObject({
      ...{ code: "validation_failed", details: { errors: [{ field: "packageId" }] } },
    });
    expect([asked, await ordersOf()]).toEqual([[], []]);
  });

  it.each(["ambiguous", "down"] as const)(
    "takes the order that was made although the answer was lost (%s)",
    async (kind) => {
      const { gateway, askedFor, told } = pretendGateway();
      const { createOrder: make } = gateway;
      gateway.createOrder = (what) => make(what).then(failing(kind));
      const { razorpayOrderId } = await order(gateway);
      expect(razorpayOrderId).toBe(told.orders[0]?.id);
      expect([askedFor("createOrder").length, askedFor("findOrder").length]).toEqual([1, 1]);
      expect(logs("error")).toEqual([]);
    },
  );

  it.each([{ amountPaise: 1 }, { currency: "USD" }])("takes no order under its receipt that says %o", async (wrong) => {
    const { gateway, askedFor } = pretendGateway({ createOrder: failing("ambiguous") });
    gateway.findOrder = async (receipt) => ({ id: "order_x", receipt, amountPaise: 20_000, currency: "INR", ...wrong });
    await expect(order(gateway)).rejects.toMatchObject({ ...unavailable, details: { retryAfterSeconds: 5 } });
    await expect(order(gateway)).rejects.toMatchObject(unavailable);
    const [{ id }] = (await ordersOf()) as [{ id: string }];
    expect([(await rowOf(id)).razorpay_order_id, askedFor("createOrder")]).toEqual([null, []]);
  });

  it.each(["auth", "rate_limited", "unreachable"] as const)(
    "does not look for an order that can't be there (%s); the next try does, and then makes it",
    async (kind) => {
      const { gateway, askedFor } = pretendGateway();
      const make = gateway.createOrder;
      gateway.createOrder = failing(kind);
      await expect(order(gateway)).rejects.toMatchObject(unavailable);
      expect([askedFor("findOrder"), logs("error")]).toEqual([[], ["order not placed"]]);
      gateway.createOrder = make;
      const { orderId } = await order(gateway);
      expect([askedFor("findOrder"), askedFor("createOrder").length]).toEqual([[orderId], 1]);
    },
  );

  it("adopts at the next try what an unheard try made, and makes no second", async () => {
    const { gateway, askedFor, told } = pretendGateway();
    const { createOrder: make } = gateway;
    gateway.createOrder = (what) => make(what).then(failing("rate_limited"));
    await expect(order(gateway)).rejects.toMatchObject(unavailable);
    expect((await order(gateway)).razorpayOrderId).toBe(told.orders[0]?.id);
    expect(askedFor("createOrder")).toHaveLength(1);
  });

  it("hides no bug of ours behind the payment service, and lets the next try go on at once", async () => {
    await expect(order(pretendGateway({ createOrder: failing("bug") }).gateway)).rejects.toThrow(TypeError);
    expect(logs("error")).toEqual([]);
    expect((await order(pretendGateway().gateway)).amountPaise).toBe(20_000);
  });

  it("lets one caller ask at a time; the others wait for its answer, or give up when it stays away", async () => {
    const { gateway, askedFor } = pretendGateway();
    const { createOrder: make } = gateway;
    gateway.createOrder = async (what) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return make(what);
    };
    const views = await Promise.all([order(gateway), order(gateway), order(gateway)]);
    expect([new Set(views.map((view) => JSON.stringify(view))).size, askedFor("createOrder").length]).toEqual([1, 1]);
    await expect(order(pretendGateway({ createOrder: failing("auth") }).gateway, "held")).rejects.toMatchObject({});
    const held = (until: string) =>
      studio.sql(`UPDATE credit_order SET create_lease_until = now() ${until} WHERE idempotency_key = 'held'`);
    await held("+ interval '1 hour'");
    const startedAt = Date.now();
    await expect(order(gateway, "held")).rejects.toMatchObject(unavailable);
    expect(Date.now() - startedAt).toBeGreaterThan(400);
    expect(askedFor("createOrder")).toHaveLength(1);
    await held("- interval '1 millisecond'");
    expect((await order(gateway, "held")).amountPaise).toBe(20_000);
  });
});

const known = (payments: GatewayPayment[], answers: Partial<PaymentGateway> = {}) => {
  const pretended = pretendGateway(answers);
  for (const payment of payments) pretended.told.payments.set(payment.id, payment);
  return pretended;
};

describe("the browser's door", () => {
  const body = (order: PlacedOrder, payment: { id: string }) => ({
    razorpay_order_id: order.razorpayOrderId,
    razorpay_payment_id: payment.id,
    razorpay_signature: `${order.razorpayOrderId} by ${payment.id}`,
  });
  const verify = (gateway: PaymentGateway | undefined, order: PlacedOrder, payment: { id: string }, more = {}) =>
    verifyOrder(ctxOf(worldWith(studio.world, gateway), buyer), order.id, { ...body(order, payment), ...more });

  it("answers what the credit did, for ever, and asks once", async () => {
    const order = await placeOrder(studio, buyer);
    const payment = paymentOf(order);
    const { gateway, asked } = known([payment]);
    for (let again = 0; again < 2; again++)
      expect(await verify(gateway, order, payment)).toEqual({ creditsAdded: 50, balance: 50 });
    expect(asked).toEqual([["payment", payment.id]]);
    expect((await rowOf(order.id)).credited_by).toBe("callback");
    const told = await studio.sql("SELECT read_at IS NOT NULL AS read FROM notification WHERE user_id = $1", [
      buyer.userId,
    ]);
    expect(told).toEqual([{ read: true }]);
  });

  it("takes nothing without a payment service, for an order of somebody else, or one that is no order", async () => {
    const order = await placeOrder(studio, buyer);
    const payment = paymentOf(order);
    const { gateway, asked } = known([payment]);
    await expect(verify(undefined, order, payment)).rejects.toMatchObject(unavailable);
    const others = await placeOrder(studio, await studio.newUser());
    for (const id of [others.id, "nonsense", `ord_${"0".repeat(32)}`])
      await expect(verify(gateway, { ...order, id }, payment)).rejects.toMatchObject({ code: "not_found" });
    expect(asked).toEqual([]);
  });

  it("takes no signature for another order or payment, and none for an order that was never placed", async () => {
    const [order, other] = [await placeOrder(studio, buyer), await placeOrder(studio, buyer)];
    const payment = paymentOf(order);
    const { gateway, asked } = known([payment]);
    const refused = { code: "validation_failed", details: { errors: [{ field: "razorpay_signature" }] } };
    for (const more of [
      { razorpay_signature: "forged" },
      { razorpay_payment_id: "pay_other" },
      { razorpay_order_id: other.razorpayOrderId },
      { razorpay_order_id: other.razorpayOrderId, razorpay_signature: `${other.razorpayOrderId} by ${payment.id}` },
    ])
      await expect(verify(gateway, order, payment, more)).rejects.toMatchObject(refused);
    await expect(
      createOrder(
        ctxOf(worldWith(studio.world, known([], { createOrder: failing("auth") }).gateway), buyer),
        { packageId: "pack-50" },
        "k",
      ),
    ).rejects.toMatchObject({});
    const [unplaced] = await studio.sql<{ id: string }>(
      "SELECT id FROM credit_order WHERE user_id = $1 AND razorpay_order_id IS NULL",
      [buyer.userId],
    );
    const lax = { ...gateway, isCheckoutSignature: () => true };
    const never = { ...order, id: unplaced!.id, razorpayOrderId: null as never };
    await expect(verify(lax, never, payment)).rejects.toMatchObject(refused);
    expect([asked, await buyer.balance()]).toEqual([[], 0]);
  });

  it("notes that it was paid and when to look again before it asks, and waits with the buyer when nobody answers", async () => {
    const order = await placeOrder(studio, buyer);
    const payment = paymentOf(order);
    const waiting = { ...unavailable, details: { retryAfterSeconds: 5, extra: { isPaid: true } } };
    await expect(verify(known([], { payment: failing("down") }).gateway, order, payment)).rejects.toMatchObject(
      waiting,
    );
    const { paid_at: paidAt, look_in_s: lookIn, state } = await rowOf(order.id);
    expect([paidAt instanceof Date, state]).toEqual([true, "created"]);
    expect(Math.abs(Number(lookIn) - 8)).toBeLessThanOrEqual(3);
    await expect(verify(known([], { payment: failing("bug") }).gateway, order, payment)).rejects.toThrow(TypeError);
    const unpaid = { ...payment, state: "created" as const, isCaptured: false };
    for (const seen of [unpaid, { ...payment, orderId: "order_unknown" }])
      await expect(verify(known([seen]).gateway, order, payment)).rejects.toMatchObject(waiting);
    expect((await rowOf(order.id)).paid_at).toEqual(paidAt);
  });

  it("refuses a second payment, another sum, and a payment that credited another order, and books no new look at a paid one", async () => {
    const [order, other] = [await placeOrder(studio, buyer), await placeOrder(studio, buyer)];
    const [first, second] = [paymentOf(order), paymentOf(order)];
    await verify(known([first]).gateway, order, first);
    const { look_in_s: lookIn } = await rowOf(order.id);
    expect(Number(lookIn)).toBeGreaterThan(80_000);
    await expect(verify(known([second]).gateway, order, second)).rejects.toMatchObject({ code: "conflict" });
    expect(Number((await rowOf(order.id)).look_in_s)).toBeGreaterThan(80_000);
    const wrong = paymentOf(other, { amountPaise: 1 });
    await expect(verify(known([wrong]).gateway, other, wrong)).rejects.toMatchObject({ code: "conflict" });
    const [third, fourth] = [await placeOrder(studio, buyer), await placeOrder(studio, buyer)];
    const elsewhere = paymentOf(fourth);
    await expect(verify(known([elsewhere]).gateway, third, elsewhere)).rejects.toMatchObject({ code: "conflict" });
    expect([(await rowOf(third.id)).state, await buyer.balance()]).toEqual(["created", 100]);
  });

  it("takes the money of what is only authorised; a bank that took it meanwhile is read again", async () => {
    const order = await placeOrder(studio, buyer);
    const held = paymentOf(order, { state: "authorized", isCaptured: false });
    const broken = known([held], { capture: failing("bug") });
    await expect(verify(broken.gateway, order, held)).rejects.toThrow(TypeError);
    let reads = 0;
    const taken = known([held], { capture: failing("invalid_input") });
    taken.gateway.payment = async () => (reads++ === 0 ? held : { ...held, state: "captured", isCaptured: true });
    expect(await verify(taken.gateway, order, held)).toEqual({ creditsAdded: 50, balance: 50 });
    expect(reads).toBe(2);
    const another = await placeOrder(studio, buyer);
    const authorised = paymentOf(another, { state: "authorized", isCaptured: false });
    const { gateway, askedFor } = known([authorised]);
    expect(await verify(gateway, another, authorised)).toEqual({ creditsAdded: 50, balance: 100 });
    expect(askedFor("capture")).toEqual([authorised]);
  });
});

describe("the webhook's door", () => {
  const receive = (
    readWebhook: PaymentGateway["readWebhook"] | undefined,
    eventId = "",
    rawBody: string = randomUUID(),
  ) => {
    const gateway = readWebhook && pretendGateway({ readWebhook }).gateway;
    const ctx = ctxOf(worldWith(studio.world, gateway), buyer);
    const consumed: unknown[] = [];
    const consume: Limits["consume"] = async (...what) => {
      consumed.push(what);
      return WIDE;
    };
    const limits = { ...ctx.limits, consume };
    const done = receiveRazorpayWebhook({ ...ctx, limits }, { eventId, signature: "s", rawBody });
    return { done, consumed };
  };
  const inbox = async () => studio.sql<{ id: string; event_id: string }>("SELECT * FROM webhook_event");
  const jobs = () => studio.sql("SELECT FROM graphile_worker.jobs WHERE task_identifier = 'handle-payment-event'");
  const news = (payment: GatewayPayment): PaymentEvent => ({ kind: "payment", payment });

  it("counts and refuses a signature that does not hold, and refuses what is no event", async () => {
    const before = await inbox();
    const forged = receive(() => undefined);
    await expect(forged.done).rejects.toMatchObject({ code: "unauthorized" });
    expect(forged.consumed).toEqual([["webhookRefused", "203.0.113.4"]]);
    const refuse = (kind: "bad_answer" | "bug") => () => {
      throw kind === "bug" ? new TypeError("a bug") : Object.assign(new Error("no event"), { name: "ProviderError" });
    };
    await expect(receive(refuse("bad_answer")).done).rejects.toMatchObject({ code: "bad_request" });
    await expect(receive(refuse("bug")).done).rejects.toThrow(TypeError);
    await expect(receive(undefined).done).rejects.toMatchObject(unavailable);
    const other = receive(() => ({ kind: "other", name: "subscription.charged" }));
    await other.done;
    expect([other.consumed, await inbox()]).toEqual([[], before]);
  });

  it("keeps an event once, by its id or else by its body, and queues it once", async () => {
    const [before, queued] = [(await inbox()).length, (await jobs()).length];
    const event = news(paymentOf(await placeOrder(studio, buyer)));
    const eventId = `evt_${randomUUID()}`;
    for (const body of ["a", "b"]) await receive(() => event, eventId, body).done;
    const body = randomUUID();
    for (let again = 0; again < 2; again++) await receive(() => event, "", body).done;
    await receive(() => event, "", `${body} changed`).done;
    const stored = await inbox();
    expect([stored.length - before, (await jobs()).length - queued]).toEqual([3, 3]);
    expect(stored.map((row) => row.event_id)).toContain(eventId);
    expect(stored.every((row) => row.id.startsWith("whe_") || row.id.length > 30)).toBe(true);
  });

  it("works an event off once: payments, refunds and disputes, known or not", async () => {
    const order = await placeOrder(studio, buyer);
    const payment = paymentOf(order);
    const handled = async (event: PaymentEvent) => {
      const eventId = `evt_${randomUUID()}`;
      await receive(() => event, eventId).done;
      await handlePaymentEvent(studio.world, { eventId });
      const [row] = await studio.sql<{ at: Date }>("SELECT handled_at AS at FROM webhook_event WHERE event_id = $1", [
        eventId,
      ]);
      await handlePaymentEvent(studio.world, { eventId });
      expect(row?.at).toBeInstanceOf(Date);
      const again = await studio.sql("SELECT handled_at AS at FROM webhook_event WHERE event_id = $1", [eventId]);
      expect(again).toEqual([row]);
      return buyer.balance();
    };
    expect(await handled(news(payment))).toBe(50);
    const { credited_by: creditedBy, webhook_seen_at: seenAt } = await rowOf(order.id);
    expect([creditedBy, seenAt instanceof Date]).toEqual(["webhook", true]);
    expect(await handled({ kind: "refund", refund: refundOf(payment, { amountPaise: 4_000 }) })).toBe(40);
    expect(logs("warn")).toEqual([]);
    const lost = disputeOf(payment, { amountPaise: 4_000, state: "lost" });
    expect(await handled({ kind: "dispute", dispute: lost, payment })).toBe(30);
    expect(logs("warn")).toEqual(["payment disputed"]);
    expect(await handled(news({ ...payment, id: "pay_unknown", orderId: "order_unknown" }))).toBe(30);
    expect(logs("warn")).toEqual(["payment disputed", "payment of an unknown order"]);
    await handlePaymentEvent(studio.world, { eventId: "evt_never_heard_of" });
    const first = paymentOf(await placeOrder(studio, buyer));
    expect(await handled({ kind: "refund", refund: refundOf(first), payment: first })).toBe(30);
  });
});

describe("the reconciler", () => {
  const due = (order: { id: string }, more = "") =>
    studio.sql(`UPDATE credit_order SET next_check_at = now() - interval '1 second' ${more} WHERE id = $1`, [order.id]);
  const look = (gateway: PaymentGateway | undefined) => reconcilePayments(worldWith(studio.world, gateway));

  it("finds payment and refunds of an order whose news were lost, and asks for refunds only where there are any", async () => {
    const [order, plain] = [await placeOrder(studio, buyer), await placeOrder(studio, buyer)];
    const [payment, other] = [paymentOf(order, { refundedPaise: 4_000 }), paymentOf(plain)];
    const { gateway, asked, told } = known([payment, other]);
    told.refunds.push(refundOf(payment, { amountPaise: 4_000 }));
    await due(order);
    await due(plain);
    await look(undefined);
    expect(Number((await rowOf(order.id)).look_in_s)).toBeLessThan(0);
    await look(gateway);
    expect(asked.map(([name, what]) => `${name} ${what}`).toSorted()).toEqual(
      [
        `paymentsOf ${order.razorpayOrderId}`,
        `paymentsOf ${plain.razorpayOrderId}`,
        `refundsOf ${payment.id}`,
      ].toSorted(),
    );
    expect([await buyer.balance(), (await rowOf(order.id)).credited_by]).toEqual([90, "reconciler"]);
    expect((await rowOf(order.id)).webhook_seen_at).toBeNull();
    const told2 = await studio.sql("SELECT read_at FROM notification WHERE user_id = $1 AND read_at IS NULL", [
      buyer.userId,
    ]);
    expect(told2.length).toBeGreaterThan(0);
    await look(gateway);
    expect(asked).toHaveLength(3);
  });

  it("goes on with the others when one look fails, and tells a bug from a service that is away", async () => {
    const orders = [await placeOrder(studio, buyer), await placeOrder(studio, buyer), await placeOrder(studio, buyer)];
    const payments = orders.map((order) => paymentOf(order));
    const { gateway } = known(payments);
    const { paymentsOf } = gateway;
    const kinds = ["down", "bug"] as const;
    gateway.paymentsOf = (id) => {
      const at = orders.findIndex((order) => order.razorpayOrderId === id);
      const kind = kinds[at];
      return kind ? failing(kind)() : paymentsOf(id);
    };
    for (const order of orders) await due(order);
    await look(gateway);
    expect(await buyer.balance()).toBe(50);
    expect([logs("warn"), logs("error")]).toEqual([["reconcile postponed"], ["reconcile failed"]]);
    for (const order of orders) expect(Number((await rowOf(order.id)).look_in_s)).toBeGreaterThan(0);
  });

  it("asks nobody about an order that was never placed", async () => {
    const broken = worldWith(studio.world, known([], { createOrder: failing("auth") }).gateway);
    await expect(createOrder(ctxOf(broken, buyer), { packageId: "pack-50" }, "k")).rejects.toMatchObject(unavailable);
    const [order] = await ordersOf();
    await due(order!);
    const { gateway, asked } = known([]);
    await look(gateway);
    expect([asked, Number((await rowOf(order!.id)).look_in_s) > 0]).toEqual([[], true]);
  });
});

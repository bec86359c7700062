import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { validateWebhookSignature } from "razorpay/dist/utils/razorpay-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isCheckoutSignature, isWebhookSignature } from "@/lib/providers/razorpay/signatures";
import { sign } from "@/lib/sandbox/razorpay/webhooks";
import { startSandbox } from "@/lib/sandbox/server";
import { merchant, openMerchant, type Wire } from "./razorpay-merchant";
import { type Delivery, eventually, openReceiver, RAZORPAY_WEBHOOK_SECRET } from "./sandbox";

let shop: Awaited<ReturnType<typeof openMerchant>>;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
/** What the receiver answers; 200 when nothing is left. */
let statuses: number[];
beforeEach(async () => {
  statuses = [];
  receiver = await openReceiver(() => statuses.shift() ?? 200);
  shop = await openMerchant({ razorpayWebhookUrl: receiver.url });
});
afterEach(async () => {
  await shop.close();
  await receiver.close();
});

type Entity = Record<string, unknown>;
type Envelope = { event: string; contains: string[]; payload: Record<string, { entity: Entity }>; created_at: number };
const envelope = ({ body }: Delivery) => JSON.parse(body) as Envelope;
const idOf = ({ headers }: Delivery) => headers["x-razorpay-event-id"] ?? "";
const isSigned = ({ body, headers }: Delivery, secret = RAZORPAY_WEBHOOK_SECRET) =>
  validateWebhookSignature(body, headers["x-razorpay-signature"] ?? "", secret);
const names = (deliveries: readonly Delivery[]) => deliveries.map((delivery) => envelope(delivery).event);
/** The first `count` deliveries after the first `skip`. */
const received = (count: number, skip = 0) =>
  eventually(() => receiver.deliveries.length >= skip + count && receiver.deliveries.slice(skip, skip + count));
/** A payment whose own three events have come. */
async function settled() {
  const paid = await shop.paid();
  await received(3);
  return paid;
}
/** Nothing more comes: a later event of another order overtakes nothing that is due. */
async function expectNoMoreThan(count: number) {
  const before = receiver.deliveries.length;
  const { id } = await shop.order();
  await shop.checkout(id, { outcome: "failure" });
  await eventually(() =>
    receiver.deliveries.slice(before).some((one) => envelope(one).payload.payment?.entity.order_id === id),
  );
  expect(receiver.deliveries).toHaveLength(count + 1);
}

describe("signatures", () => {
  it("are those of the worked vectors", () => {
    const body =
      '{"entity":"event","account_id":"acc_SANDBOX0000001","event":"payment.captured","contains":["payment"],"payload":{"payment":{"entity":{"id":"pay_SANDBOX0000001","order_id":"order_SANDBOX0000001","amount":49900,"currency":"INR","status":"captured"}}},"created_at":1763811000}';
    const signature = "7424a4971cb9028a9eabed1e4ed673d5117a7e511e9b2b09b3eb8a01da261321";
    expect(sign("whsec_local", body)).toBe(signature);
    expect(validateWebhookSignature(body, signature, "whsec_local")).toBe(true);
    expect(isWebhookSignature({ rawBody: body, signature }, ["whsec_local"])).toBe(true);
    const [orderId, paymentId] = ["order_SANDBOX0000001", "pay_SANDBOX0000001"];
    const checkout = "940e041d3e488830b31b261f1a4264d692d2a53c690a800dec4fde2e885f9969";
    expect(sign("sandbox_key_secret", `${orderId}|${paymentId}`)).toBe(checkout);
    expect(isCheckoutSignature({ orderId, paymentId, signature: checkout }, "sandbox_key_secret")).toBe(true);
  });
});

describe("events", () => {
  it("tell of a payment in order: authorised, captured, order paid, each signed and each a snapshot", async () => {
    const { orderId, paymentId } = await shop.paid({ notes: { purchaseId: "p1" } });
    const deliveries = await received(3);
    expect(names(deliveries)).toEqual(["payment.authorized", "payment.captured", "order.paid"]);
    expect(deliveries.map((delivery) => isSigned(delivery))).toEqual([true, true, true]);
    expect(deliveries.map((delivery) => isSigned(delivery, "another"))).toEqual([false, false, false]);
    expect(new Set(deliveries.map(idOf)).size).toBe(3);
    const [authorized, captured, paid] = deliveries.map(envelope) as [Envelope, Envelope, Envelope];
    expect(authorized).toMatchObject({
      ...{ entity: "event", account_id: "acc_SANDBOX0000001", contains: ["payment"] },
      payload: { payment: { entity: { id: paymentId, order_id: orderId, status: "authorized", captured: false } } },
    });
    expect(captured.payload.payment?.entity).toEqual(await shop.fetchPayment(paymentId));
    expect(paid.contains).toEqual(["payment", "order"]);
    expect(paid.payload.order?.entity).toEqual(await shop.fetchOrder(orderId));
    expect(deliveries[0]?.headers).toMatchObject({
      ...{ "content-type": "application/json", "x-razorpay-event-id": expect.stringMatching(/^evt_[0-9A-Za-z]{14}$/) },
    });
    expect(shop.log.find({ service: "webhook", method: "POST", path: "/hook", status: "200" })).toHaveLength(3);
  });

  it("tell of failures, of a late agreement, and of a capture by the merchant", async () => {
    const { id } = await shop.order();
    const { error } = await shop.checkout(id, { outcome: "late" });
    expect(error.reason).toBe("payment_timed_out");
    const failed = envelope((await received(1))[0]!);
    expect([failed.event, failed.payload.payment?.entity.error_reason]).toEqual([
      ...["payment.failed", "payment_timed_out"],
    ]);
    const paymentId = String(error.metadata.payment_id);
    expect(await shop.act({ do: "authorize", paymentId })).toMatchObject({ status: "authorized", error_code: null });
    await received(2);
    await shop.sdk().payments.capture(paymentId, 20_000, "INR");
    expect(names(await received(4))).toEqual([
      ...["payment.failed", "payment.authorized", "payment.captured", "order.paid"],
    ]);
    const late = (await shop.checkout((await shop.order()).id, { outcome: "late" })).error.metadata.payment_id;
    await received(5);
    expect(await shop.act({ do: "capture", paymentId: late })).toMatchObject({ status: "captured" });
    expect(names(await received(3, 5))).toEqual(["payment.authorized", "payment.captured", "order.paid"]);
  });

  it("tell of no second paid order", async () => {
    const { orderId } = await settled();
    await shop.checkout(orderId, { outcome: "second_payment" });
    expect(names(await received(2, 3))).toEqual(["payment.authorized", "payment.captured"]);
    await expectNoMoreThan(5);
  });

  it("tell of refunds: from the API, from the dashboard, pending ones that end, and of one that failed afterwards", async () => {
    const { paymentId } = await settled();
    const refunded = async () => (await shop.fetchPayment(paymentId)).amount_refunded;
    await shop.sdk().payments.refund(paymentId, { amount: 1_000 });
    const [created, processed] = (await received(2, 3)).map(envelope) as [Envelope, Envelope];
    expect([created.event, processed.event]).toEqual(["refund.created", "refund.processed"]);
    expect(processed).toMatchObject({
      contains: ["refund", "payment"],
      payload: { refund: { entity: { amount: 1_000 } }, payment: { entity: { amount_refunded: 1_000 } } },
    });
    expect(await shop.act({ do: "end-refund", paymentId, status: "failed" })).toMatchObject({ status: "failed" });
    expect([names(await received(1, 5)), await refunded()]).toEqual([["refund.failed"], 0]);
    expect(await shop.act({ do: "refund", paymentId, amount: 5_000, status: "failed" })).toMatchObject({
      status: "failed",
    });
    expect([names(await received(2, 6)), await refunded()]).toEqual([["refund.created", "refund.failed"], 0]);
    expect(await shop.act({ do: "refund", paymentId, status: "pending" })).toMatchObject({ status: "pending" });
    expect([names(await received(1, 8)), await refunded()]).toEqual([["refund.created"], 20_000]);
    await shop.act({ do: "end-refund", paymentId, status: "processed" });
    expect(names(await received(1, 9))).toEqual(["refund.processed"]);
    expect(await shop.fetchPayment(paymentId)).toMatchObject({ status: "refunded", refund_status: "full" });
  });

  it("tell of money that went back before it was captured, by a payment that never was", async () => {
    const { id } = await shop.order();
    const { razorpay_payment_id: paymentId } = await shop.checkout(id, { outcome: "authorized" });
    await shop.act({ do: "auto-refund", paymentId });
    const deliveries = await received(3);
    expect(names(deliveries)).toEqual(["payment.authorized", "refund.created", "refund.processed"]);
    expect(envelope(deliveries[2]!).payload.payment?.entity).toMatchObject({ status: "refunded", captured: false });
    expect(await shop.fetchOrder(id)).toMatchObject({ status: "attempted", amount_paid: 0 });
  });

  it("tell of a dispute on its way", async () => {
    const { paymentId } = await settled();
    const states = ["open", "under_review", "action_required", "won", "lost", "closed"];
    let id = "";
    for (const [nth, status] of states.entries()) {
      id = (await shop.act({ do: "dispute", paymentId, status })).id;
      await received(1, 3 + nth);
    }
    const deliveries = receiver.deliveries.slice(3);
    expect(names(deliveries)).toEqual(states.map((s) => `payment.dispute.${s === "open" ? "created" : s}`));
    const disputes = deliveries.map((delivery) => envelope(delivery).payload.dispute?.entity);
    expect(disputes.map((dispute) => [dispute?.id, dispute?.status])).toEqual(states.map((status) => [id, status]));
    expect(disputes.map((dispute) => dispute?.amount_deducted)).toEqual([0, 0, 0, 0, 20_000, 0]);
    expect(await shop.sdk().disputes.fetch(id)).toEqual(disputes.at(-1));
    expect(disputes[0]).toMatchObject({
      ...{ id: expect.stringMatching(/^disp_[0-9A-Za-z]{14}$/), entity: "dispute", payment_id: paymentId },
      ...{ amount: 20_000, currency: "INR", phase: "chargeback", respond_by: expect.any(Number) },
    });
  });
});

describe("wishes", () => {
  const ways = {
    fault: async (webhook: string) => {
      await shop.control({ faults: [{ service: "razorpay", path: "checkout", webhook }] });
      return shop.paid();
    },
    note: (webhook: string) => shop.paid({ notes: { sandbox: `webhook=${webhook}` } }),
  };
  describe.each(Object.entries(ways))("by %s", (_, pay) => {
    it("drop all", async () => {
      await pay("drop");
      await expectNoMoreThan(0);
    });

    it("send everything twice under its id", async () => {
      await pay("dup");
      const deliveries = await received(6);
      const copies = [...new Set(deliveries.map(idOf))].map((id) => deliveries.filter((one) => idOf(one) === id));
      expect(copies.map((each) => [each.length, new Set(each.map(({ body }) => body)).size])).toEqual([
        ...[
          [2, 1],
          [2, 1],
          [2, 1],
        ],
      ]);
      await expectNoMoreThan(6);
    });

    it("send the last first", async () => {
      await pay("reorder");
      expect(names(await received(3))).toEqual(["order.paid", "payment.captured", "payment.authorized"]);
    });

    it("sign wrongly", async () => {
      await pay("bad-signature");
      const deliveries = await received(3);
      expect(deliveries.map((delivery) => isSigned(delivery))).toEqual([false, false, false]);
      expect(deliveries[0]?.headers["x-razorpay-signature"]).toMatch(/^[0-9a-f]{64}$/);
    });

    it("send five megabytes", async () => {
      await pay("huge");
      expect((await received(1))[0]?.body.length).toBeGreaterThan(5_000_000);
    });
  });

  it("wait, by a note, also with another wish", async () => {
    await shop.paid({ notes: { sandbox: "webhook=dup,delay:60s" } });
    await expectNoMoreThan(0);
    await shop.control({ advanceMs: 60_000 });
    await received(7);
  });

  it("of a note hold for everything about the order; an action's own comes first", async () => {
    const { paymentId } = await shop.paid({ notes: { sandbox: "webhook=drop" } });
    await shop.act({ do: "refund", paymentId, amount: 100 });
    await expectNoMoreThan(0);
    await shop.act({ do: "refund", paymentId, amount: 100, webhook: "dup" });
    await received(5);
  });
});

describe("deliveries", () => {
  it("are tried again, unchanged under their id, after errors", async () => {
    statuses = [500, 404];
    const { id } = await shop.order();
    await shop.checkout(id, { outcome: "failure" });
    const tries = await received(3);
    expect(new Set(tries.map(idOf)).size).toBe(1);
    expect(new Set(tries.map(({ body }) => body)).size).toBe(1);
    await eventually(() => shop.log.find({ service: "webhook", status: "200" }).length === 1);
    expect(shop.log.find({ service: "webhook" }).map(({ status }) => status)).toEqual([500, 404, 200]);
  });

  it("of one happening wait until the one before was tried", async () => {
    await shop.control({ speed: 0 });
    const story: string[] = [];
    const slow = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { event } = JSON.parse(Buffer.concat(chunks).toString()) as Envelope;
        story.push(`${event} asked`);
        setTimeout(() => {
          story.push(`${event} answered`);
          response.end();
        }, 200);
      });
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    await shop.control({ razorpayWebhookUrl: `http://127.0.0.1:${(slow.address() as AddressInfo).port}/slow` });
    await shop.paid();
    await eventually(() => story.length === 6);
    const order = ["payment.authorized", "payment.captured", "order.paid"];
    expect(story).toEqual(order.flatMap((event) => [`${event} asked`, `${event} answered`]));
    slow.closeAllConnections();
    slow.close();
  });

  it("follow no redirect: it is a failed try", async () => {
    const asked: string[] = [];
    const moved = createServer((request, response) => {
      asked.push(request.url ?? "");
      request.resume();
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    await new Promise<void>((resolve) => moved.listen(0, "127.0.0.1", resolve));
    await shop.control({ razorpayWebhookUrl: `http://127.0.0.1:${(moved.address() as AddressInfo).port}/moved` });
    const { id } = await shop.order();
    await shop.checkout(id, { outcome: "failure" });
    await eventually(() => asked.length >= 2);
    expect(new Set(asked)).toEqual(new Set(["/moved"]));
    moved.closeAllConnections();
    moved.close();
  });

  it("end after sixteen tries", async () => {
    statuses = Array(20).fill(503);
    await shop.control({ speed: 0 });
    const { id } = await shop.order();
    await shop.checkout(id, { outcome: "failure" });
    await received(16);
    statuses = [];
    await expectNoMoreThan(16);
  });

  it("wait longer each time", async () => {
    statuses = [500, 500, 500, 500];
    await shop.control({ speed: 0.02 });
    const { id } = await shop.order();
    await shop.checkout(id, { outcome: "failure" });
    await received(5);
    const times = shop.log.find({ service: "webhook" }).map(({ at }) => Date.parse(at));
    const pauses = times.slice(1).map((at, nth) => at - times[nth]!);
    for (const [nth, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(40 * 2 ** nth - 5);
  });

  it("give up on a receiver that says nothing for five seconds, and try again", async () => {
    let asked = 0;
    const silent = createServer((request, response) => {
      asked += 1;
      request.resume();
      if (asked > 1) response.end();
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    await shop.control({ razorpayWebhookUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/silent` });
    const { id } = await shop.order();
    await shop.checkout(id, { outcome: "failure" });
    await eventually(() => asked === 2);
    const [first] = shop.log.find({ service: "webhook", path: "/silent" });
    expect(first).toMatchObject({ status: "cut" });
    expect(first?.ms).toBeGreaterThanOrEqual(4_900);
    silent.closeAllConnections();
    silent.close();
  });

  it("go to loopback and nowhere else", async () => {
    for (const razorpayWebhookUrl of ["http://192.0.2.1/hook", "http://localhost.example/hook", "file:///hook", "x"]) {
      await shop.control({ razorpayWebhookUrl });
      const { id } = await shop.order();
      await shop.checkout(id, { outcome: "failure" });
    }
    await shop.control({ razorpayWebhookUrl: receiver.url });
    await received(4);
    expect(shop.log.find({ service: "webhook" }).map(({ path }) => path)).toEqual(Array(4).fill("/hook"));
  });

  it("are none at all while the dashboard names nobody", async () => {
    await shop.control({ razorpayWebhookUrl: "" });
    await shop.paid();
    await shop.control({ razorpayWebhookUrl: receiver.url });
    await expectNoMoreThan(0);
  });

  it("come again when asked, under the same ids", async () => {
    const { paymentId } = await settled();
    const before = receiver.deliveries.map(idOf);
    expect(await shop.act({ do: "resend", paymentId })).toEqual({ resent: 3 });
    expect((await received(3, 3)).map(idOf).sort()).toEqual([...before].sort());
  });

  it("say what one wishes: an event of any name, forged or with the secret of yesterday", async () => {
    const { paymentId } = await settled();
    await shop.act({ do: "announce", paymentId, event: "payment.captured", secret: "yesterday" });
    await received(4);
    await shop.act({ do: "announce", paymentId, event: "order.paid", webhook: "bad-signature" });
    const [old, forged] = await received(2, 3);
    expect([isSigned(old!), isSigned(old!, "yesterday"), isSigned(forged!)]).toEqual([false, true, false]);
  });
});

describe("the bank and the dashboard", () => {
  const refusalOf = async (action: Record<string, unknown>) =>
    shop.act(action).then(
      () => "done",
      (error: Error) => error.message,
    );

  it("do nothing that can't be", async () => {
    const { paymentId } = await settled();
    const before = await shop.fetchPayment(paymentId);
    for (const action of [
      { do: "capture" },
      { do: "authorize" },
      { do: "auto-refund" },
      { do: "refund", amount: 20_001 },
      { do: "end-refund", status: "processed" },
    ])
      expect([action, await refusalOf({ ...action, paymentId })]).not.toEqual([action, "done"]);
    expect(await refusalOf({ do: "refund", paymentId: "pay_none" })).toBe("There is no payment pay_none.");
    const open = (await shop.paid({}, { outcome: "authorized" })).paymentId;
    expect(await refusalOf({ do: "refund", paymentId: open })).toMatch(/captured/);
    expect(await refusalOf({ do: "dispute", status: "open", paymentId: open })).toMatch(/captured/);
    expect(await shop.fetchPayment(paymentId)).toEqual(before);
    await received(4);
    await expectNoMoreThan(4);
  });

  it("make a payment say something else", async () => {
    const { paymentId } = await settled();
    await shop.act({ do: "tamper", paymentId, amount: 100, currency: "USD" });
    expect(await shop.fetchPayment(paymentId)).toMatchObject({ amount: 100, currency: "USD" });
  });
});

describe("a restart", () => {
  it("loses no order, payment, refund, dispute, idempotency key or event that is still to come", async () => {
    const stateDir = await mkdtemp(path.join(tmpdir(), "sandbox-test-"));
    const options = { ...shop.options, stateDir, razorpayWebhookUrl: receiver.url };
    statuses = Array(1_000).fill(503);
    const first = await startSandbox(options);
    const before = merchant(first.url);
    const { orderId, paymentId } = await before.paid({ receipt: "kept", unique_receipt: true });
    const key = { "X-Refund-Idempotency": "kept-refund-key" };
    const refund = (await before.sdk(key).payments.refund(paymentId, { amount: 500 })) as unknown as Wire;
    await fetch(`${first.url}/_control`, {
      method: "POST",
      body: JSON.stringify({ razorpay: [{ do: "dispute", paymentId, status: "open" }] }),
    });
    const [order, payment] = [await before.fetchOrder(orderId), await before.fetchPayment(paymentId)];
    const tries = await received(1);
    await first.close();
    statuses = [];
    const came = receiver.deliveries.length;

    const second = await startSandbox(options);
    const after = merchant(second.url);
    expect(await after.fetchOrder(orderId)).toEqual(order);
    expect(await after.fetchPayment(paymentId)).toEqual(payment);
    expect(await after.order({ receipt: "kept", unique_receipt: true })).toEqual(order);
    expect(await after.sdk(key).payments.refund(paymentId, { amount: 500 })).toEqual(refund);
    // At least once: what was on its way when the first one ended comes again.
    const kinds = () => [...new Set(names(receiver.deliveries.slice(came)))].sort();
    await eventually(() => kinds().length === 6);
    expect(kinds()).toEqual([
      ...["order.paid", "payment.authorized", "payment.captured", "payment.dispute.created"],
      ...["refund.created", "refund.processed"],
    ]);
    const sent = tries[0]!;
    expect(receiver.deliveries.slice(came).find((one) => idOf(one) === idOf(sent))?.body).toBe(sent.body);
    await second.close();
    await rm(stateDir, { recursive: true, force: true });
  });
});

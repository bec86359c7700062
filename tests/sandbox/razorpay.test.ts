import { validatePaymentVerification } from "razorpay/dist/utils/razorpay-utils";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openMerchant, type Wire } from "./razorpay-merchant";
import { RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET } from "./sandbox";

let shop: Awaited<ReturnType<typeof openMerchant>>;
beforeAll(async () => {
  shop = await openMerchant();
});
afterEach(() => {
  shop.faults.clear();
  shop.log.clear();
});
afterAll(() => shop.close());

const ID = { order: /^order_[0-9A-Za-z]{14}$/, payment: /^pay_[0-9A-Za-z]{14}$/, refund: /^rfnd_[0-9A-Za-z]{14}$/ };
const refused = (description: string | RegExp, statusCode = 400) => ({
  statusCode,
  error: { code: "BAD_REQUEST_ERROR", description: expect.stringMatching(description) },
});
const refundsOf = async (id: string) =>
  ((await shop.sdk().payments.fetchMultipleRefund(id, {})) as unknown as Wire).items;
const refund = async (id: string, asked: Record<string, unknown> = {}, key?: string): Promise<Wire> =>
  (await shop.sdk(key ? { "X-Refund-Idempotency": key } : {}).payments.refund(id, asked)) as unknown as Wire;

describe("orders", () => {
  it("are made as the service makes them, and found again by id, receipt and time", async () => {
    const made = await shop.order({ receipt: "pur_1", notes: { purchaseId: "one" } });
    expect(made).toEqual({
      ...{ id: expect.stringMatching(ID.order), entity: "order", amount: 20_000, amount_paid: 0, amount_due: 20_000 },
      ...{ currency: "INR", receipt: "pur_1", offer_id: null, status: "created", attempts: 0 },
      ...{ notes: { purchaseId: "one" }, created_at: expect.any(Number) },
    });
    expect(await shop.fetchOrder(made.id)).toEqual(made);
    expect((await shop.order()).notes).toEqual([]);
    const found = await shop.sdk().orders.all({ receipt: "pur_1" });
    expect(found).toEqual({ entity: "collection", count: 1, items: [made] });
    const page = await shop.sdk().orders.all({ count: 1, skip: 1 });
    expect(page.items.map(({ id }) => id)).toEqual([made.id]);
    const later = await shop.sdk().orders.all({ from: Number(made.created_at) + 60 });
    expect(later.items).toEqual([]);
    expect((await shop.sdk().orders.all({ receipt: "pur_unknown" })).items).toEqual([]);
  });

  it("are one for one receipt: the same again when asked so, a refusal otherwise", async () => {
    const asked = { receipt: "pur_twice", unique_receipt: true };
    const made = await shop.order(asked);
    expect(await shop.order(asked)).toEqual(made);
    await expect(shop.order({ receipt: "pur_twice" })).rejects.toMatchObject(
      refused("Order receipt should be unique."),
    );
    await expect(shop.order({ ...asked, amount: 500 })).rejects.toMatchObject(refused("should be unique"));
    expect((await shop.sdk().orders.all({ receipt: "pur_twice" })).count).toBe(1);
  });

  it.each([
    ["no amount", { amount: undefined }, "The amount field is required."],
    ["too little", { amount: 99 }, "The amount must be at least INR 1.00"],
    ["half a paisa", { amount: 100.5 }, "The amount must be an integer."],
    ["an amount as text", { amount: "20000" }, "The amount must be an integer."],
    ["another currency", { currency: "XYZ" }, "Currency is not supported"],
    ["a long receipt", { receipt: "r".repeat(41) }, "40 characters"],
    ["sixteen notes", { notes: Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`n${at}`, "x"])) }, "15"],
    ["a long note", { notes: { long: "x".repeat(257) } }, "256"],
    ["notes that are none", { notes: "text" }, "notes"],
  ])("are refused for %s", async (_, asked, description) => {
    const error = { source: "business", step: "payment_initiation", reason: "input_validation_failed", metadata: {} };
    const body = JSON.stringify({ amount: 20_000, currency: "INR", ...asked });
    const answer = await shop.raw("POST", "/v1/orders", body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        error: {
          ...{ ...error, code: "BAD_REQUEST_ERROR", description: expect.stringContaining(description) },
          field: Object.keys(asked)[0],
        },
      },
    ]);
  });

  it("take what is just allowed", async () => {
    const notes = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`n${at}`, "x".repeat(256)]));
    expect(await shop.order({ amount: 100, receipt: "r".repeat(40), notes })).toMatchObject({ amount: 100, notes });
  });
});

describe("keys", () => {
  it("open everything but the script and the popup's question", async () => {
    const doors: [string, string][] = [
      ["GET", "/v1/orders"],
      ["POST", "/v1/orders"],
      ["GET", "/v1/orders/order_x/payments"],
      ["GET", "/v1/payments/pay_x"],
      ["POST", "/v1/payments/pay_x/capture"],
      ["POST", "/v1/payments/pay_x/refund"],
      ["GET", "/v1/refunds/rfnd_x"],
      ["GET", "/v1/disputes/disp_x"],
    ];
    const wrong = Buffer.from(`${RAZORPAY_KEY_ID}:wrong`).toString("base64");
    for (const [method, path] of doors)
      for (const Authorization of ["", `Basic ${wrong}`, `Bearer ${RAZORPAY_KEY_SECRET}`]) {
        const answer = await shop.raw(method, path, undefined, { Authorization });
        expect([path, answer.status]).toEqual([path, 401]);
        expect((await answer.json()).error).toMatchObject({
          code: "BAD_REQUEST_ERROR",
          description: "Authentication failed",
        });
      }
    await expect(shop.sdk({}, "wrong").orders.all()).rejects.toMatchObject(refused("Authentication failed", 401));
    const script = await shop.raw("GET", "/v1/checkout.js", undefined, { Authorization: "" });
    expect([script.status, script.headers.get("content-type"), script.headers.get("cache-control")]).toEqual([
      ...[200, "text/javascript; charset=utf-8", "no-store"],
    ]);
  });

  it("are in no log, nor is a card or a one-time password", async () => {
    const { id } = await shop.order();
    await shop.checkout(id, { method: "card", card: "4100280000001007", otp: "424242" });
    await shop.fetchOrder(id);
    const seen = JSON.stringify(shop.log.find({ service: "razorpay" }));
    expect(seen).toContain("/v1/sandbox/checkout");
    for (const secret of [RAZORPAY_KEY_SECRET, "4100280000001007", "424242"]) expect(seen).not.toContain(secret);
  });

  it("find nothing under an id that does not exist", async () => {
    const nowhere = refused("The id provided does not exist");
    const { sdk } = shop;
    await expect(sdk().orders.fetch("order_none")).rejects.toMatchObject(nowhere);
    await expect(sdk().orders.fetchPayments("order_none")).rejects.toMatchObject(nowhere);
    await expect(sdk().payments.fetch("pay_none")).rejects.toMatchObject(nowhere);
    await expect(sdk().payments.refund("pay_none", {})).rejects.toMatchObject(nowhere);
    await expect(sdk().refunds.fetch("rfnd_none")).rejects.toMatchObject(nowhere);
    await expect(sdk().disputes.fetch("disp_none")).rejects.toMatchObject(nowhere);
    expect((await shop.raw("GET", "/v1/nothing")).status).toBe(404);
    expect((await shop.raw("DELETE", "/v1/orders")).status).toBe(404);
  });
});

describe("checkout", () => {
  it("pays: a signature that the SDK accepts, a captured payment with fee and tax, a paid order", async () => {
    const { id } = await shop.order();
    const paid = await shop.checkout(id, { method: "upi", vpa: "asha@okbank", email: "asha@example.com" });
    expect(Object.keys(paid).sort()).toEqual(["razorpay_order_id", "razorpay_payment_id", "razorpay_signature"]);
    const signed = { order_id: id, payment_id: paid.razorpay_payment_id };
    expect(validatePaymentVerification(signed, paid.razorpay_signature, RAZORPAY_KEY_SECRET)).toBe(true);
    expect(validatePaymentVerification(signed, paid.razorpay_signature, "another")).toBe(false);
    const payment = await shop.fetchPayment(paid.razorpay_payment_id);
    expect(payment).toMatchObject({
      ...{ id: expect.stringMatching(ID.payment), entity: "payment", amount: 20_000, currency: "INR" },
      ...{ status: "captured", captured: true, order_id: id, method: "upi", vpa: "asha@okbank" },
      ...{ email: "asha@example.com", amount_refunded: 0, refund_status: null, fee: 472, tax: 72, error_code: null },
    });
    expect(await shop.paymentsOf(id)).toEqual([payment]);
    expect(await shop.fetchOrder(id)).toMatchObject({
      ...{ status: "paid", attempts: 1, amount_paid: 20_000, amount_due: 0 },
    });
  });

  it.each([
    ["insufficient_fund", { outcome: "failure", reason: "insufficient_fund" }],
    ["payment_failed", { outcome: "failure" }],
    ["payment_failed", { method: "upi", vpa: " Failure@Razorpay " }],
    ["insufficient_fund", { method: "card", card: "4100 2800 0008 0001", otp: "123456" }],
    ["card_declined", { method: "card", card: "4100 2800 0006 0003", otp: "123456" }],
    ["payment_timed_out", { method: "card", card: "4100 2800 0009 0000", otp: "123456" }],
    ["payment_cancelled", { method: "card", card: "4100 2800 0007 2002", otp: "123456" }],
    ["incorrect_otp", { method: "card", card: "4100 2800 0000 1007", otp: "123" }],
  ])("fails with %s for %o; the next attempt may pay", async (reason, wish) => {
    const { id } = await shop.order();
    const { error } = await shop.checkout(id, wish);
    expect(error).toEqual({
      ...{ code: "BAD_REQUEST_ERROR", description: expect.any(String), source: "customer" },
      ...{ step: "payment_authorization", reason, metadata: { order_id: id, payment_id: expect.any(String) } },
    });
    expect(await shop.fetchPayment(String(error.metadata.payment_id))).toMatchObject({
      ...{ status: "failed", captured: false, fee: null, error_reason: reason, error_description: error.description },
    });
    expect(await shop.fetchOrder(id)).toMatchObject({ status: "attempted", attempts: 1, amount_due: 20_000 });
    expect((await shop.checkout(id)).razorpay_payment_id).toMatch(ID.payment);
    expect(await shop.fetchOrder(id)).toMatchObject({ status: "paid", attempts: 2 });
    expect((await shop.paymentsOf(id)).map(({ status }) => status)).toEqual(["captured", "failed"]);
  });

  it.each(["4100 2800 0000 1007", "5500 6700 0000 1002", "6527 6589 0000 1005"])(
    "takes the test card %s and shows no more of it than its end",
    async (card) => {
      const { id } = await shop.order();
      const { razorpay_payment_id } = await shop.checkout(id, { method: "card", card, otp: "1234" });
      expect(await shop.fetchPayment(razorpay_payment_id)).toMatchObject({
        ...{ method: "card", vpa: null, card: { last4: card.slice(-4) }, card_id: expect.stringMatching(/^card_/) },
      });
    },
  );

  it("refuses a wrong key, an unknown order, another amount, and a paid order; on purpose it pays a second time", async () => {
    const { id } = await shop.order();
    const reasons = async (wish: Record<string, unknown>, order = id) =>
      (await shop.checkout(order, wish)).error.description;
    expect(await reasons({ key: "rzp_test_other" })).toBe("Authentication failed");
    expect(await reasons({}, "order_none")).toBe("The id provided does not exist");
    expect(await reasons({ amount: 100 })).toMatch(/different from your order amount/);
    expect(await reasons({ currency: "USD" })).toMatch(/different from your order amount/);
    expect(await reasons({ outcome: "steal" })).toMatch(/order_id/);
    await shop.checkout(id, { amount: 20_000, currency: "INR" });
    expect(await reasons({})).toBe("Payment already done for this order.");
    const second = await shop.checkout(id, { outcome: "second_payment" });
    expect((await shop.paymentsOf(id)).map(({ status }) => status)).toEqual(["captured", "captured"]);
    expect(second.razorpay_order_id).toBe(id);
    expect(await shop.fetchOrder(id)).toMatchObject({ status: "paid", amount_paid: 20_000, attempts: 2 });
  });
});

describe("capture", () => {
  it("takes what is authorised, once, whole; while it waits nobody pays the order again", async () => {
    const { id } = await shop.order();
    const { razorpay_payment_id: paymentId } = await shop.checkout(id, { outcome: "authorized" });
    expect(await shop.fetchPayment(paymentId)).toMatchObject({ status: "authorized", captured: false });
    expect(await shop.fetchOrder(id)).toMatchObject({ status: "attempted", amount_paid: 0 });
    expect((await shop.checkout(id)).error.description).toMatch(/being processed/);
    const capture = (amount: number) => shop.sdk().payments.capture(paymentId, amount, "INR");
    await expect(capture(100)).rejects.toMatchObject(refused("equal to the amount authorized"));
    expect(await capture(20_000)).toMatchObject({ status: "captured", captured: true });
    expect(await shop.fetchOrder(id)).toMatchObject({ status: "paid", amount_paid: 20_000 });
    await expect(capture(20_000)).rejects.toMatchObject(refused("already been captured"));
    const failed = (await shop.checkout((await shop.order()).id, { outcome: "failure" })).error.metadata.payment_id;
    await expect(shop.sdk().payments.capture(String(failed), 20_000, "INR")).rejects.toMatchObject(
      refused("Only payments which have been authorized"),
    );
  });

  it("waits for the merchant when the order says so", async () => {
    const { orderId, paymentId } = await shop.paid({ payment: { capture: "manual" } });
    expect(await shop.fetchPayment(paymentId)).toMatchObject({ status: "authorized" });
    expect(await shop.fetchOrder(orderId)).toMatchObject({ status: "attempted" });
  });
});

describe("refunds", () => {
  it("go back in parts and as the rest, and never more than was paid", async () => {
    const { paymentId } = await shop.paid();
    const part = await refund(paymentId, { amount: 5_000, notes: { why: "half" }, receipt: "r1" });
    expect(part).toMatchObject({
      ...{ id: expect.stringMatching(ID.refund), entity: "refund", amount: 5_000, currency: "INR" },
      ...{ payment_id: paymentId, status: "processed", notes: { why: "half" }, receipt: "r1" },
    });
    expect(await shop.fetchPayment(paymentId)).toMatchObject({
      ...{ status: "captured", amount_refunded: 5_000, refund_status: "partial" },
    });
    await expect(refund(paymentId, { amount: 15_001 })).rejects.toMatchObject(refused("greater than"));
    await expect(refund(paymentId, { amount: 99 })).rejects.toMatchObject(refused("atleast INR 1.00"));
    await expect(refund(paymentId, { amount: 150.5 })).rejects.toMatchObject({ error: { field: "amount" } });
    const rest = await refund(paymentId);
    expect(rest).toMatchObject({ amount: 15_000, notes: [], receipt: null });
    expect(await shop.fetchPayment(paymentId)).toMatchObject({
      ...{ status: "refunded", captured: true, amount_refunded: 20_000, refund_status: "full" },
    });
    await expect(refund(paymentId)).rejects.toMatchObject(refused("fully refunded already"));
    expect(await refundsOf(paymentId)).toEqual([rest, part]);
    expect(await shop.sdk().refunds.fetch(rest.id)).toEqual(rest);
    expect(await shop.sdk().payments.fetchRefund(paymentId, part.id)).toEqual(part);
  });

  it("are one for one idempotency key, however often asked", async () => {
    const { paymentId } = await shop.paid();
    const first = await refund(paymentId, { amount: 1_000 }, "refund-key-1");
    const again = await Promise.all([1, 2, 3].map(() => refund(paymentId, { amount: 1_000 }, "refund-key-1")));
    expect(again).toEqual([first, first, first]);
    const other = refused("Different request body");
    await expect(refund(paymentId, { amount: 2_000 }, "refund-key-1")).rejects.toMatchObject(other);
    const { paymentId: another } = await shop.paid();
    await expect(refund(another, { amount: 1_000 }, "refund-key-1")).rejects.toMatchObject(other);
    await expect(refund(paymentId, { amount: 1_000 }, "short")).rejects.toMatchObject(refused("idempotency key"));
    expect(await refundsOf(paymentId)).toEqual([first]);
    expect(await shop.fetchPayment(paymentId)).toMatchObject({ amount_refunded: 1_000 });
  });

  it("need a captured payment and a body that can be read", async () => {
    const { paymentId } = await shop.paid({}, { outcome: "authorized" });
    await expect(refund(paymentId)).rejects.toMatchObject(refused("should be captured"));
    const captured = (await shop.paid()).paymentId;
    expect((await shop.raw("POST", `/v1/payments/${captured}/refund`, '{"amount":5')).status).toBe(400);
    expect(await refundsOf(captured)).toEqual([]);
    expect((await shop.raw("POST", `/v1/payments/${captured}/refund`)).status).toBe(200);
  });
});

describe("faults", () => {
  const fault = (what: Record<string, unknown>) => shop.control({ faults: [{ service: "razorpay", ...what }] });
  it.each([
    ["500 in its own words", { status: 500 }, { statusCode: 500, error: { code: "SERVER_ERROR" } }, 0],
    ["a page of its edge", { html: true, status: 502 }, { statusCode: 502, error: undefined }, 0],
    ["throttling", { status: 429 }, { statusCode: 429 }, 0],
    ["a line cut before", { reset: "before" }, { statusCode: 0, error: { code: "NETWORK_ERROR" } }, 0],
    ["a line cut after", { reset: "after" }, { statusCode: 0, error: { description: "ECONNRESET" } }, 1],
    ["a body that never comes", { stallBody: true }, { statusCode: 0, error: { code: "NETWORK_ERROR" } }, 1],
    ["no answer at all", { hang: true }, { statusCode: 0, error: { code: "NETWORK_ERROR" } }, 0],
  ])("show the SDK %s; the order then exists or does not", async (name, what, error, orders) => {
    const receipt = `fault ${name}`;
    await fault({ method: "POST", path: "/v1/orders", ...what });
    await expect(shop.order({ receipt })).rejects.toMatchObject(error);
    expect((await shop.sdk().orders.all({ receipt })).count).toBe(orders);
    expect(shop.log.find({ service: "razorpay", method: "POST" })).toHaveLength(1);
  });

  it("let the SDK take text for an answer when the JSON is none or half", async () => {
    for (const what of [{ garbage: true }, { truncate: true }]) {
      await fault({ method: "GET", path: "/v1/orders", ...what });
      expect(await shop.sdk().orders.all()).toEqual(expect.any(String));
    }
  });
});

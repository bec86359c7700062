import { validatePaymentVerification, validateWebhookSignature } from "razorpay/dist/utils/razorpay-utils";
import { describe, expect, it } from "vitest";
import { readEvent } from "@/lib/providers/razorpay/entities";
import { isCheckoutSignature, isWebhookSignature } from "@/lib/providers/razorpay/signatures";

/** Worked vectors that the real SDK accepts. */
const BODY =
  '{"entity":"event","account_id":"acc_SANDBOX0000001","event":"payment.captured","contains":["payment"],"payload":{"payment":{"entity":{"id":"pay_SANDBOX0000001","order_id":"order_SANDBOX0000001","amount":49900,"currency":"INR","status":"captured"}}},"created_at":1763811000}';
const WEBHOOK = "7424a4971cb9028a9eabed1e4ed673d5117a7e511e9b2b09b3eb8a01da261321";
const CHECKOUT = "940e041d3e488830b31b261f1a4264d692d2a53c690a800dec4fde2e885f9969";
const SIGNED = { orderId: "order_SANDBOX0000001", paymentId: "pay_SANDBOX0000001", signature: CHECKOUT };

describe("isWebhookSignature", () => {
  it("agrees with the SDK on the worked vector, and holds for the secret before while it is rotated", () => {
    expect(validateWebhookSignature(BODY, WEBHOOK, "whsec_local")).toBe(true);
    expect(isWebhookSignature({ rawBody: BODY, signature: WEBHOOK }, ["whsec_local"])).toBe(true);
    expect(isWebhookSignature({ rawBody: BODY, signature: WEBHOOK }, ["the new one", "whsec_local"])).toBe(true);
  });

  it.each([
    ["another secret", BODY, WEBHOOK, "whsec_other"],
    ["a changed body", BODY.replace("49900", "49901"), WEBHOOK, "whsec_local"],
    ["no signature", BODY, "", "whsec_local"],
    ["a short one", BODY, WEBHOOK.slice(0, 62), "whsec_local"],
    ["upper case, as the SDK", BODY, WEBHOOK.toUpperCase(), "whsec_local"],
    ["something else", BODY, "é".repeat(64), "whsec_local"],
  ])("refuses %s", (_, rawBody, signature, secret) => {
    expect(isWebhookSignature({ rawBody, signature }, [secret])).toBe(false);
  });
});

describe("isCheckoutSignature", () => {
  it("agrees with the SDK on the worked vector", () => {
    const { orderId: order_id, paymentId: payment_id, signature } = SIGNED;
    expect(validatePaymentVerification({ order_id, payment_id }, signature, "sandbox_key_secret")).toBe(true);
    expect(isCheckoutSignature(SIGNED, "sandbox_key_secret")).toBe(true);
  });

  it("refuses another order, payment or secret", () => {
    expect(isCheckoutSignature({ ...SIGNED, orderId: "order_SANDBOX0000002" }, "sandbox_key_secret")).toBe(false);
    expect(isCheckoutSignature({ ...SIGNED, paymentId: "pay_SANDBOX0000002" }, "sandbox_key_secret")).toBe(false);
    expect(isCheckoutSignature(SIGNED, "another")).toBe(false);
  });
});

describe("readEvent", () => {
  it("reads the worked vector", () => {
    expect(readEvent(BODY)).toEqual({
      kind: "payment",
      payment: {
        ...{ id: "pay_SANDBOX0000001", orderId: "order_SANDBOX0000001", amountPaise: 49_900, currency: "INR" },
        ...{ state: "captured", isCaptured: true, refundedPaise: 0 },
      },
    });
  });

  const event = (name: string, payload: unknown) =>
    JSON.stringify({ entity: "event", event: name, payload, created_at: 1 });
  const payment = {
    entity: { id: "pay_1", order_id: "order_1", amount: 100, currency: "INR", status: "refunded", captured: false },
  };

  it("tells money that went back before it was captured", () => {
    expect(readEvent(event("payment.captured", { payment }))).toMatchObject({ payment: { isCaptured: false } });
  });

  it("believes the event's name where the refund in it is older", () => {
    const refund = { entity: { id: "rfnd_1", payment_id: "pay_1", amount: 100, status: "processed" } };
    expect(readEvent(event("refund.failed", { refund, payment }))).toMatchObject({ refund: { state: "failed" } });
  });

  it.each(["under_review", "action_required"])("counts a dispute that is %s as open", (status) => {
    const dispute = { entity: { id: "disp_1", payment_id: "pay_1", amount: 100, status } };
    expect(readEvent(event(`payment.dispute.${status}`, { dispute }))).toMatchObject({ dispute: { state: "open" } });
  });

  it("leaves alone what is nothing to us", () => {
    expect(readEvent(event("subscription.charged", {}))).toEqual({ kind: "other", name: "subscription.charged" });
    expect(readEvent(event("payment.downtime.started", {}))).toEqual({
      kind: "other",
      name: "payment.downtime.started",
    });
  });

  it.each([
    "",
    "null",
    "[]",
    "{",
    '{"event":"payment.captured"}',
    event("payment.captured", { payment: { entity: { amount: "1" } } }),
  ])("throws for %s", (body) => expect(() => readEvent(body)).toThrow(/is no event|not JSON/));
});

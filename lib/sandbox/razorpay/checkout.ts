import * as z from "zod";
import { type Answer, type Exchange, json, readJson } from "../exchange";
import type { WebhookWish } from "../prompt-tokens";
import type { Books } from "./books";
import type { Order, Payer, Payment, PaymentError } from "./entities";
import { badRequest, refusal } from "./errors";
import { sign } from "./webhooks";

const REASONS = {
  payment_failed: "Your payment could not be completed. Try again, or use another way to pay.",
  insufficient_fund: "Your account does not have enough money for this payment.",
  card_declined: "Your bank declined this card. Use another one.",
  payment_timed_out: "The bank did not answer in time. Try again.",
  payment_cancelled: "The payment was cancelled.",
  incorrect_otp: "The one-time password is wrong. Try again.",
} as const;
type Reason = keyof typeof REASONS;

/** Test cards that fail, and how (the service's published list, without spaces). */
const FAILING_CARDS: Record<string, Reason> = {
  "4100280000080001": "insufficient_fund",
  "4100280000060003": "card_declined",
  "4100280000090000": "payment_timed_out",
  "4100280000072002": "payment_cancelled",
};
const FAILING_VPA = "failure@razorpay";
const PAYING_VPA = "success@razorpay";
const PAYING_CARD = "4100280000001007";
const MIN_OTP = 4;

const bodySchema = z.looseObject({
  key: z.string(),
  order_id: z.string(),
  /** What shall come of it; judged by card, UPI id and one-time password when absent. */
  outcome: z.enum(["success", "failure", "authorized", "late", "second_payment"]).optional(),
  reason: z.enum(Object.keys(REASONS) as [Reason, ...Reason[]]).optional(),
  method: z.enum(["upi", "card"]).optional(),
  vpa: z.string().optional(),
  card: z.string().optional(),
  otp: z.string().optional(),
  /** Paise; what the page believes. The order is authoritative. */
  amount: z.coerce.number().optional(),
  currency: z.string().optional(),
  email: z.string().optional(),
  contact: z.string().optional(),
});
type Asked = z.infer<typeof bodySchema>;

const digitsOf = (card = PAYING_CARD) => card.replace(/\D/g, "");

function payerOf({ method = "upi", vpa, card, email, contact }: Asked): Payer {
  return {
    method,
    ...(method === "upi"
      ? { vpa: vpa?.trim() ?? PAYING_VPA, last4: null }
      : { vpa: null, last4: digitsOf(card).slice(-4) }),
    // What the service itself says of somebody who gave neither.
    ...{ email: email || "void@razorpay.com", contact: contact || "+919999999999" },
  };
}

function reasonOf({ outcome, reason, method, vpa, card, otp }: Asked): Reason | undefined {
  if (outcome === "failure") return reason ?? "payment_failed";
  if (outcome !== undefined) return undefined;
  if (method === "card") {
    if (otp !== undefined && otp.length < MIN_OTP) return "incorrect_otp";
    return FAILING_CARDS[digitsOf(card)];
  }
  return vpa?.trim().toLowerCase() === FAILING_VPA ? "payment_failed" : undefined;
}

const errorOf = (reason: Reason): PaymentError => ({
  ...{ code: "BAD_REQUEST_ERROR", description: REASONS[reason], source: "customer", step: "payment_authorization" },
  reason,
});

function failed(payment: Payment, error: PaymentError): Answer {
  return json(200, { error: { ...error, metadata: { order_id: payment.orderId, payment_id: payment.id } } });
}

type Setting = { books: Books; keyId: string; keySecret: string };

function pay(order: Order, asked: Asked, { books, keySecret }: Setting, wish: WebhookWish | undefined): Answer {
  const payer = payerOf(asked);
  // A late one is shown as failed to the buyer; the control lets the bank agree afterwards.
  const reason = asked.outcome === "late" ? "payment_timed_out" : reasonOf(asked);
  if (reason) {
    const error = errorOf(reason);
    return failed(books.attempt(order, { payer, error, wish }), error);
  }
  const payment = books.attempt(order, { payer });
  if (asked.outcome === "authorized" || !order.capturesAutomatically) books.announceAuthorized(payment, wish);
  else books.capture(payment, wish);
  return json(200, {
    razorpay_payment_id: payment.id,
    razorpay_order_id: order.id,
    razorpay_signature: sign(keySecret, `${order.id}|${payment.id}`),
  });
}

function refusalFor(order: Order, asked: Asked, books: Books): Answer | undefined {
  const { amount = order.amount, currency = order.currency } = asked;
  if (amount !== order.amount || currency !== order.currency)
    return badRequest("Your payment amount is different from your order amount.", "amount");
  if (asked.outcome === "second_payment") return undefined;
  if (order.status === "paid") return badRequest("Payment already done for this order.");
  const isUnderWay = books.paymentsOf(order.id).some(({ status }) => status === "authorized");
  return isUnderWay ? badRequest("Another payment of this order is being processed.") : undefined;
}

/** `POST /v1/sandbox/checkout`: what the popup asks for. The public key id identifies the merchant, as there. */
export function checkout(request: Exchange, setting: Setting, wish: WebhookWish | undefined): Answer {
  if (request.method !== "POST") return refusal(404);
  const parsed = bodySchema.safeParse(readJson(request.body));
  if (!parsed.success) return badRequest("Send key, order_id and outcome.");
  const asked = parsed.data;
  if (asked.key !== setting.keyId) return refusal(401);
  const order = setting.books.orders.get(asked.order_id);
  if (!order) return badRequest("The id provided does not exist", "order_id");
  return refusalFor(order, asked, setting.books) ?? pay(order, asked, setting, wish);
}

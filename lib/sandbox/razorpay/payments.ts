import * as z from "zod";
import { type Answer, type Exchange, json, readJson } from "../exchange";
import type { WebhookWish } from "../prompt-tokens";
import type { Books } from "./books";
import { type Payment, paymentWire, refundWire } from "./entities";
import { badRequest, refusal } from "./errors";
import { collection } from "./orders";

const KEY = /^[\w-]{10,}$/;

function capture(request: Exchange, books: Books, payment: Payment, wish: WebhookWish | undefined): Answer {
  const asked = z
    .looseObject({ amount: z.coerce.number(), currency: z.string().optional() })
    .safeParse(readJson(request.body));
  if (!asked.success) return badRequest("The amount field is required.", "amount");
  if (payment.captured) return badRequest("This payment has already been captured");
  if (payment.status !== "authorized")
    return badRequest("Only payments which have been authorized and not yet captured can be captured");
  if (asked.data.amount !== payment.amount)
    return badRequest("Capture amount must be equal to the amount authorized", "amount");
  return json(200, paymentWire(books.capture(payment, wish, { isAnnouncedAuthorized: true })));
}

const refundSchema = z.looseObject({
  amount: z.coerce.number().int().optional(),
  notes: z.record(z.string(), z.string()).optional(),
  receipt: z.string().optional(),
});

function refund(request: Exchange, books: Books, payment: Payment, wish: WebhookWish | undefined): Answer {
  const asked = refundSchema.safeParse(request.body.length > 0 ? readJson(request.body) : {});
  if (!asked.success) return badRequest("Invalid request payload", asked.error.issues[0]?.path.join("."));
  const header = request.headers["x-refund-idempotency"];
  const key = typeof header === "string" ? header : undefined;
  if (key !== undefined && !KEY.test(key)) return badRequest("The idempotency key is not valid.");
  const body = request.body.toString("utf8");
  const earlier = key ? books.refunds.all().find((one) => one.key === key) : undefined;
  if (earlier)
    return earlier.asked === body && earlier.paymentId === payment.id
      ? json(200, refundWire(earlier))
      : badRequest("Different request body sent for the same Idempotency Header");
  const left = payment.amount - payment.amountRefunded;
  const amount = asked.data.amount ?? left;
  if (!payment.captured) return badRequest("The payment status should be captured for action to be taken");
  if (left === 0) return badRequest("The payment has been fully refunded already");
  if (amount < 100 && amount !== left) return badRequest("The amount must be atleast INR 1.00", "amount");
  if (amount > left) return badRequest("The total refund amount is greater than the refund payment amount", "amount");
  const { notes = {}, receipt = null } = asked.data;
  const sent = { amount, status: "processed" as const, notes, receipt, ...(key ? { key, asked: body } : {}) };
  return json(200, refundWire(books.refund(payment, sent, wish)));
}

/** `/v1/payments/{id}` and below. */
export function payments(
  request: Exchange,
  books: Books,
  [id = "", action, refundId]: string[],
  wish: WebhookWish | undefined,
): Answer {
  const payment = books.payments.get(id);
  if (!payment) return badRequest("The id provided does not exist");
  const asked = `${request.method} ${action ?? ""}`;
  if (asked === "GET ") return json(200, paymentWire(payment));
  if (asked === "POST capture") return capture(request, books, payment, wish);
  if (asked === "POST refund") return refund(request, books, payment, wish);
  if (asked !== "GET refunds") return refusal(404);
  const made = books.refundsOf(id);
  if (!refundId) return collection(request, made, refundWire);
  const one = made.find((candidate) => candidate.id === refundId);
  return one ? json(200, refundWire(one)) : badRequest("The id provided does not exist");
}

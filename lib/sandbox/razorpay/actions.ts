import * as z from "zod";
import { WEBHOOK_WISHES } from "../prompt-tokens";
import { type Books, paymentEvent } from "./books";
import { DISPUTE_STATUSES, disputeWire, type Payment, paymentWire, refundWire } from "./entities";
import type { Webhooks } from "./webhooks";

const to = { paymentId: z.string() };
const about = { ...to, webhook: z.enum(WEBHOOK_WISHES).optional() };
const amount = z.int().min(1).optional();
const refundStatus = z.enum(["processed", "pending", "failed"]);

/** What a merchant's dashboard, a bank or bad luck may do; for `POST /_control { razorpay: [...] }`. */
export const actionSchema = z.discriminatedUnion("do", [
  /** From the dashboard; the whole rest when no amount (paise) is given. */
  z.strictObject({ do: z.literal("refund"), ...about, amount, status: refundStatus.optional() }),
  /** The youngest refund under way comes through, or the youngest at all fails. */
  z.strictObject({ do: z.literal("end-refund"), ...about, status: refundStatus.exclude(["pending"]) }),
  /** The money of an authorised payment is taken; of a failed one, the bank agrees late. */
  z.strictObject({ do: z.literal("capture"), ...about }),
  z.strictObject({ do: z.literal("authorize"), ...about }),
  /** Nobody captured in time: the money goes back. */
  z.strictObject({ do: z.literal("auto-refund"), ...about }),
  /** Opens a dispute or moves it on. */
  z.strictObject({ do: z.literal("dispute"), ...about, status: z.enum(DISPUTE_STATUSES), amount }),
  /** From now on the payment says something else. */
  z.strictObject({ do: z.literal("tamper"), ...to, amount, currency: z.string().optional() }),
  /** Announces the payment as it stands, under a name and signed with a secret of one's choice. */
  z.strictObject({ do: z.literal("announce"), ...about, event: z.string(), secret: z.string().optional() }),
  /** Everything that names the payment, again, under the same event ids. */
  z.strictObject({ do: z.literal("resend"), ...to }),
]);
export type Action = z.infer<typeof actionSchema>;
type Doing<Do extends Action["do"]> = Extract<Action, { do: Do }>;

/** What became of an action: the entity as the service would give it, or why it can't be. */
export type Outcome = { done: unknown } | { wrong: string };

function refund({ amount, status = "processed", webhook }: Doing<"refund">, payment: Payment, books: Books): Outcome {
  const left = payment.amount - payment.amountRefunded;
  if (!payment.captured) return { wrong: "Only a captured payment can be refunded." };
  if (left === 0 || (amount ?? left) > left) return { wrong: `Only ${left} paise are left to refund.` };
  const asked = { amount: amount ?? left, status, notes: {}, receipt: null };
  return { done: refundWire(books.refund(payment, asked, webhook)) };
}

function endRefund({ status, webhook }: Doing<"end-refund">, payment: Payment, books: Books): Outcome {
  const open = books
    .refundsOf(payment.id)
    .find((one) => one.status === "pending" || (status === "failed" && one.status === "processed"));
  if (!open) return { wrong: "This payment has no such refund." };
  return { done: refundWire(books.endRefund(payment, open, status, webhook)) };
}

function agree(action: Doing<"capture" | "authorize">, payment: Payment, books: Books): Outcome {
  const isAuthorised = payment.status === "authorized";
  if (payment.status !== "failed" && !(isAuthorised && action.do === "capture"))
    return { wrong: `The payment is ${payment.status}.` };
  if (!isAuthorised) {
    books.authorize(payment);
    if (action.do === "authorize") books.announceAuthorized(payment, action.webhook);
  }
  if (action.do === "capture") books.capture(payment, action.webhook, { isAnnouncedAuthorized: isAuthorised });
  return { done: paymentWire(payment) };
}

function autoRefund({ webhook }: Doing<"auto-refund">, payment: Payment, books: Books): Outcome {
  if (payment.status !== "authorized") return { wrong: `The payment is ${payment.status}.` };
  const whole = { amount: payment.amount, status: "processed" as const, notes: {}, receipt: null };
  return { done: refundWire(books.refund(payment, whole, webhook)) };
}

function tamper({ amount, currency }: Doing<"tamper">, payment: Payment, books: Books): Outcome {
  Object.assign(payment, { ...(amount ? { amount } : {}), ...(currency ? { currency } : {}) });
  return { done: paymentWire(books.payments.put(payment)) };
}

function act(action: Action, payment: Payment, books: Books, webhooks: Webhooks): Outcome {
  switch (action.do) {
    case "refund":
      return refund(action, payment, books);
    case "end-refund":
      return endRefund(action, payment, books);
    case "capture":
    case "authorize":
      return agree(action, payment, books);
    case "auto-refund":
      return autoRefund(action, payment, books);
    case "dispute":
      return payment.captured
        ? { done: disputeWire(books.dispute(payment, action)) }
        : { wrong: "Only a captured payment can be disputed." };
    case "tamper":
      return tamper(action, payment, books);
    case "announce": {
      const { event, webhook: wish, secret } = action;
      books.announce(payment, [paymentEvent(event, payment)], { wish, secret });
      return { done: paymentWire(payment) };
    }
    case "resend":
      return { done: { resent: webhooks.resend(payment.id) } };
  }
}

/** Does one thing to a payment. */
export function perform(action: Action, books: Books, webhooks: Webhooks): Outcome {
  const payment = books.payments.get(action.paymentId);
  return payment ? act(action, payment, books, webhooks) : { wrong: `There is no payment ${action.paymentId}.` };
}

import * as z from "zod";
import { WEBHOOK_WISHES } from "../prompt-tokens";
import { type Books, paymentEvent } from "./books";
import { DISPUTE_STATUSES, disputeWire, type Payment, paymentWire, refundWire } from "./entities";
import type { Webhooks } from "./webhooks";

const about = { paymentId: z.string() };
const amount = z.int().min(1).optional();

/** What a merchant's dashboard, a bank or bad luck may do; for `POST /_control { razorpay: [...] }`. */
export const actionSchema = z.discriminatedUnion("do", [
  /** From the dashboard; whole when no amount (paise) is given. */
  z.strictObject({
    ...{ do: z.literal("refund"), ...about, amount, status: z.enum(["processed", "pending", "failed"]).optional() },
    webhook: z.enum(WEBHOOK_WISHES).optional(),
  }),
  /** The bank agrees: to an authorised payment, or late to a failed one. */
  z.strictObject({ do: z.literal("capture"), ...about, webhook: z.enum(WEBHOOK_WISHES).optional() }),
  z.strictObject({ do: z.literal("authorize"), ...about }),
  /** Nobody captured in time: the money goes back. */
  z.strictObject({ do: z.literal("auto-refund"), ...about }),
  /** Opens a dispute or moves it on. */
  z.strictObject({ do: z.literal("dispute"), ...about, status: z.enum(DISPUTE_STATUSES), amount }),
  /** From now on the payment says something else. */
  z.strictObject({ do: z.literal("tamper"), ...about, amount, currency: z.string().optional() }),
  /** Announces the payment as it stands, under a name of one's choice. */
  z.strictObject({ do: z.literal("announce"), ...about, event: z.string() }),
  /** Everything that names the payment, again, under the same event ids. */
  z.strictObject({ do: z.literal("resend"), ...about }),
]);
export type Action = z.infer<typeof actionSchema>;

function act(action: Action, payment: Payment, books: Books, webhooks: Webhooks): unknown {
  switch (action.do) {
    case "refund": {
      const left = payment.amount - payment.amountRefunded;
      const { amount: asked = left, status = "processed", webhook } = action;
      return refundWire(books.refund(payment, { amount: Math.min(asked, left), status }, webhook));
    }
    case "capture":
      return paymentWire(books.capture(books.authorize(payment), action.webhook));
    case "authorize":
      books.authorize(payment);
      books.announceAuthorized(payment);
      return paymentWire(payment);
    case "auto-refund":
      return refundWire(books.refund(payment, { amount: payment.amount, status: "processed" }));
    case "dispute":
      return disputeWire(books.dispute(payment, action));
    case "tamper":
      Object.assign(payment, {
        ...(action.amount ? { amount: action.amount } : {}),
        ...(action.currency ? { currency: action.currency } : {}),
      });
      return paymentWire(books.payments.put(payment));
    case "announce":
      webhooks.announce([paymentEvent(action.event, payment)]);
      return paymentWire(payment);
    case "resend":
      return { resent: webhooks.resend(payment.id) };
  }
}

/** Does one thing; undefined for a payment that does not exist. */
export function perform(action: Action, books: Books, webhooks: Webhooks): unknown {
  const payment = books.payments.get(action.paymentId);
  return payment && act(action, payment, books, webhooks);
}

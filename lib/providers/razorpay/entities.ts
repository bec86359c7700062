import * as z from "zod/mini";
import type { GatewayDispute, GatewayOrder, GatewayPayment, GatewayRefund, PaymentEvent } from "../payment-gateway";
import { ProviderError } from "../provider-error";

/** Razorpay's entities, as far as we read them. Amounts are paise. */
const paise = z.int().check(z.minimum(0));
const maybeText = z.nullish(z.string());

const order = z.object({ id: z.string(), receipt: maybeText, amount: paise, currency: z.string() });

const payment = z.object({
  id: z.string(),
  order_id: maybeText,
  amount: paise,
  currency: z.string(),
  status: z.enum(["created", "authorized", "failed", "captured", "refunded"]),
  captured: z.nullish(z.boolean()),
  amount_refunded: z.nullish(paise),
  method: maybeText,
  vpa: maybeText,
  card: z.nullish(z.object({ network: maybeText, issuer: maybeText, type: maybeText, last4: maybeText })),
  error_description: maybeText,
});
type WirePayment = z.output<typeof payment>;

const refund = z.object({
  id: z.string(),
  payment_id: z.string(),
  amount: paise,
  status: z.enum(["pending", "created", "processed", "failed"]),
});

const dispute = z.object({
  id: z.string(),
  payment_id: z.string(),
  amount: paise,
  status: z.enum(["open", "under_review", "action_required", "won", "lost", "closed"]),
});

const entity = <T extends z.ZodMiniType>(inner: T) => z.optional(z.object({ entity: inner }));

const envelope = z.object({ event: z.string(), payload: z.record(z.string(), z.unknown()) });
const payload = z.object({ payment: entity(payment), refund: entity(refund), dispute: entity(dispute) });

function parse<T extends z.ZodMiniType>(schema: T, input: unknown, what: string): z.output<T> {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  // A body that is no JSON resolves as a string although the status is 200 (providers' notes, trap 6).
  throw new ProviderError("bad_answer", `Razorpay's answer is no ${what}`);
}

export function readOrder(input: unknown): GatewayOrder {
  const { id, receipt, amount, currency } = parse(order, input, "order");
  return { id, receipt: receipt ?? "", amountPaise: amount, currency };
}

/** UPI ids that Razorpay publishes for tests; everybody pays with them. */
const SHARED_VPAS = new Set(["success@razorpay", "failure@razorpay"]);

/** A card's own id is new with each payment, so kind and last digits must do; test cards carry no network. */
function instrumentOf({ vpa, card }: WirePayment): string | undefined {
  const upi = vpa?.trim().toLowerCase();
  if (upi) return SHARED_VPAS.has(upi) ? undefined : `upi ${upi}`;
  if (!card?.last4 || !card.network || !card.issuer) return undefined;
  return `card ${card.network} ${card.issuer} ${card.type ?? ""} ${card.last4}`;
}

function toPayment(wire: WirePayment): GatewayPayment {
  const instrument = instrumentOf(wire);
  return {
    id: wire.id,
    ...(wire.order_id ? { orderId: wire.order_id } : {}),
    amountPaise: wire.amount,
    currency: wire.currency,
    state: wire.status,
    isCaptured: wire.captured ?? (wire.status === "captured" || wire.status === "refunded"),
    refundedPaise: wire.amount_refunded ?? 0,
    ...(wire.method ? { method: wire.method } : {}),
    ...(instrument ? { instrument } : {}),
    ...(wire.error_description ? { failure: wire.error_description } : {}),
  };
}

function toRefund(wire: z.output<typeof refund>): GatewayRefund {
  const { id, payment_id: paymentId, amount: amountPaise, status } = wire;
  return { id, paymentId, amountPaise, state: status === "created" ? "pending" : status };
}

function toDispute(wire: z.output<typeof dispute>): GatewayDispute {
  const { id, payment_id: paymentId, amount: amountPaise, status } = wire;
  return {
    id,
    paymentId,
    amountPaise,
    state: status === "under_review" || status === "action_required" ? "open" : status,
  };
}

export const readPayment = (input: unknown) => toPayment(parse(payment, input, "payment"));
export const readRefund = (input: unknown) => toRefund(parse(refund, input, "refund"));

const collection = z.object({ items: z.array(z.unknown()) });
/** Items of a collection. */
export const readItems = <T>(input: unknown, read: (item: unknown) => T): T[] =>
  parse(collection, input, "collection").items.map(read);

/** The event of a webhook body. Throws `bad_answer` for what is none. */
export function readEvent(rawBody: string): PaymentEvent {
  let json: unknown;
  try {
    json = JSON.parse(rawBody);
  } catch {
    throw new ProviderError("bad_answer", "The webhook's body is not JSON");
  }
  const { event, payload: inner } = parse(envelope, json, "event");
  if (!/^(payment|order|refund)\./.test(event)) return { kind: "other", name: event };
  const carried = parse(payload, inner, "event");
  const paid = carried.payment ? { payment: toPayment(carried.payment.entity) } : {};
  if (event.startsWith("refund.") && carried.refund) {
    const told = toRefund(carried.refund.entity);
    // The snapshot in it may be older than the news.
    return { kind: "refund", refund: event === "refund.failed" ? { ...told, state: "failed" } : told, ...paid };
  }
  if (event.startsWith("payment.dispute.") && carried.dispute)
    return { kind: "dispute", dispute: toDispute(carried.dispute.entity), ...paid };
  if (paid.payment) return { kind: "payment", payment: paid.payment };
  return { kind: "other", name: event };
}

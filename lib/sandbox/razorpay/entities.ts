import { randomBytes } from "node:crypto";

/** What the sandbox keeps of Razorpay's entities. Amounts are paise, times ms. */
export type Order = {
  id: string;
  amount: number;
  amountPaid: number;
  currency: string;
  receipt: string | null;
  status: "created" | "attempted" | "paid";
  attempts: number;
  notes: Record<string, string>;
  capturesAutomatically: boolean;
  createdAt: number;
};

export type PaymentError = { code: string; description: string; source: string; step: string; reason: string };

/** Who pays, and how; of a card only what the service shows of it. */
export type Payer = {
  method: "upi" | "card";
  vpa: string | null;
  last4: string | null;
  email: string;
  contact: string;
};

export type Payment = {
  id: string;
  orderId: string;
  amount: number;
  currency: string;
  status: "created" | "authorized" | "failed" | "captured" | "refunded";
  /** False for ever when the money went back before it was captured. */
  captured: boolean;
  amountRefunded: number;
  payer: Payer;
  error: PaymentError | null;
  createdAt: number;
};

export type Refund = {
  id: string;
  paymentId: string;
  amount: number;
  status: "pending" | "processed" | "failed";
  notes: Record<string, string>;
  receipt: string | null;
  /** `X-Refund-Idempotency` and the body that came with it. */
  key?: string;
  asked?: string;
  createdAt: number;
};

export const DISPUTE_STATUSES = ["open", "under_review", "action_required", "won", "lost", "closed"] as const;
export type Dispute = {
  id: string;
  paymentId: string;
  amount: number;
  status: (typeof DISPUTE_STATUSES)[number];
  createdAt: number;
};

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `order_IluGWxBm9U8zJ8`: fourteen letters, as the service's own. */
export const newId = (prefix: "order" | "pay" | "rfnd" | "disp" | "evt") =>
  `${prefix}_${Array.from(randomBytes(14), (byte) => LETTERS[byte % LETTERS.length]).join("")}`;

const seconds = (ms: number) => Math.floor(ms / 1000);
/** Empty notes are a list there. */
const notesOf = (notes: Record<string, string>) => (Object.keys(notes).length > 0 ? notes : []);

export const orderWire = (order: Order) => ({
  ...{ id: order.id, entity: "order", amount: order.amount, amount_paid: order.amountPaid },
  ...{ amount_due: order.amount - order.amountPaid, currency: order.currency, receipt: order.receipt, offer_id: null },
  ...{ status: order.status, attempts: order.attempts, notes: notesOf(order.notes) },
  created_at: seconds(order.createdAt),
});

/** Two per cent, and eighteen of it as tax. */
const feeOf = (amount: number) => Math.round(amount * 0.0236);
const taxOf = (amount: number) => Math.round(amount * 0.0036);

const cardOf = ({ id, payer: { last4 } }: Payment) => {
  if (!last4) return { card_id: null };
  const card_id = id.replace("pay_", "card_");
  return { card_id, card: { id: card_id, entity: "card", last4, type: "credit", international: false } };
};

export const paymentWire = (payment: Payment) => ({
  ...{ id: payment.id, entity: "payment", amount: payment.amount, currency: payment.currency, status: payment.status },
  ...{ order_id: payment.orderId, invoice_id: null, international: false, method: payment.payer.method },
  amount_refunded: payment.amountRefunded,
  refund_status: payment.amountRefunded === 0 ? null : payment.amountRefunded < payment.amount ? "partial" : "full",
  ...{ captured: payment.captured, description: null, bank: null, wallet: null, vpa: payment.payer.vpa },
  ...cardOf(payment),
  ...{ email: payment.payer.email, contact: payment.payer.contact },
  ...{
    notes: [],
    fee: payment.captured ? feeOf(payment.amount) : null,
    tax: payment.captured ? taxOf(payment.amount) : null,
  },
  ...{ error_code: payment.error?.code ?? null, error_description: payment.error?.description ?? null },
  ...{ error_source: payment.error?.source ?? null, error_step: payment.error?.step ?? null },
  error_reason: payment.error?.reason ?? null,
  created_at: seconds(payment.createdAt),
});

export const refundWire = (refund: Refund) => ({
  ...{ id: refund.id, entity: "refund", amount: refund.amount, currency: "INR", payment_id: refund.paymentId },
  ...{ notes: notesOf(refund.notes), receipt: refund.receipt, acquirer_data: { arn: null }, status: refund.status },
  ...{ speed_processed: "normal", speed_requested: "normal", batch_id: null },
  created_at: seconds(refund.createdAt),
});

const RESPOND_WITHIN_S = 7 * 86_400;
export const disputeWire = (dispute: Dispute) => ({
  ...{ id: dispute.id, entity: "dispute", payment_id: dispute.paymentId, amount: dispute.amount, currency: "INR" },
  ...{ amount_deducted: dispute.status === "lost" ? dispute.amount : 0, reason_code: "goods_or_services_not_received" },
  ...{ respond_by: seconds(dispute.createdAt) + RESPOND_WITHIN_S, status: dispute.status, phase: "chargeback" },
  created_at: seconds(dispute.createdAt),
});

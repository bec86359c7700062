import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";

export const packageView = z.object({
  id: z.string(),
  credits: z.int(),
  pricePaise: z.int(),
  perCreditPaise: z.int(),
  /** Against the base price of a credit, whole percent; 0 for none. */
  discountPercent: z.int(),
  popular: z.boolean(),
});
export type PackageView = z.infer<typeof packageView>;

export const ORDER_STATUSES = ["created", "paid", "expired"] as const;
export const ORDER_EVENTS = [
  "created",
  "failed",
  "paid",
  "credited",
  "refunded",
  "dispute_opened",
  "dispute_won",
  "dispute_lost",
  "dispute_closed",
  "mismatch",
] as const;

export const orderView = z.object({
  orderId: z.string(),
  packageId: z.string(),
  credits: z.int(),
  amountPaise: z.int(),
  currency: z.string(),
  /** `created`: nothing credited yet. `expired`: nobody paid in time; a payment that still arrives is credited all the same. */
  status: z.enum(ORDER_STATUSES),
  /** What happened, oldest first. */
  timeline: z.array(
    z.object({
      event: z.enum(ORDER_EVENTS),
      at: instant,
      /** Why an attempt failed; money that went back. */
      detail: z.optional(z.string()),
    }),
  ),
  refundedPaise: z.int(),
  /** The bank has not decided on a dispute yet; new pictures wait for it. */
  disputed: z.boolean(),
  /** How it was paid, e.g. `upi`, `card`. */
  method: z.optional(z.string()),
  /** The payment's id at Razorpay, for the bank. */
  paymentId: z.optional(z.string()),
  createdAt: instant,
});
export type OrderView = z.infer<typeof orderView>;

const tag = "Buying credits";

export const packagesEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/credits/packages",
  summary: "What can be bought; saving computed against the base price",
  tag,
  response: z.object({ items: z.array(packageView) }),
});

export const ordersEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/credits/orders",
  summary: "Own orders, newest first",
  tag,
  query: z.object(pageQuery),
  response: page(orderView),
});

export const orderEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/credits/orders/{orderId}",
  summary: "One order with its timeline",
  tag,
  response: orderView,
});

const checkoutView = z.object({
  orderId: z.string(),
  razorpayOrderId: z.string(),
  amountPaise: z.int(),
  currency: z.string(),
  /** Public half of the keys, for the popup. */
  keyId: z.string(),
  checkoutScriptUrl: z.string(),
});
export type CheckoutView = z.infer<typeof checkoutView>;

export const createOrderEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/credits/orders",
  summary: "Order a package; the answer opens the checkout popup",
  tag,
  body: z.object({ packageId: z.string({ error: "Choose a package." }).check(z.maxLength(60)) }),
  idempotent: true,
  status: 201,
  response: checkoutView,
  errors: [503],
});

const razorpayText = (what: string) =>
  z.string({ error: `${what} is missing.` }).check(z.minLength(1), z.maxLength(200));

export const verifyOrderEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/credits/orders/{orderId}/verify",
  summary: "What the popup hands over after paying; credited once, a repeat gets the same answer",
  tag,
  body: z.object({
    razorpay_order_id: razorpayText("razorpay_order_id"),
    razorpay_payment_id: razorpayText("razorpay_payment_id"),
    razorpay_signature: razorpayText("razorpay_signature"),
  }),
  response: z.object({ creditsAdded: z.number(), balance: z.number() }),
  errors: [409, 503],
});
export type VerifiedView = z.infer<(typeof verifyOrderEndpoint)["response"]>;

export const razorpayWebhookEndpoint = endpoint({
  method: "POST",
  path: "/api/webhooks/razorpay",
  summary: "Signed events of the payment service",
  tag: "Webhooks",
  status: 200,
});

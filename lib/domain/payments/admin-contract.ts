import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { ORDER_STATUSES, orderView } from "./contract";

const tag = "Admin: payments";

/** Credited; not yet; paid otherwise than ordered; with an open dispute; money sent back; credits owed for it. */
export const ORDER_FILTERS = ["paid", "open", "mismatch", "disputed", "refunded", "owing"] as const;
export type OrderFilter = (typeof ORDER_FILTERS)[number];

const orderRow = z.object({
  orderId: z.string(),
  user: z.object({ id: z.string(), handle: z.string(), name: z.string() }),
  credits: z.number(),
  amountPaise: z.int(),
  currency: z.string(),
  status: z.enum(ORDER_STATUSES),
  /** sandbox, test or live: whose money it was. */
  mode: z.string(),
  paymentId: z.optional(z.string()),
  /** What is not as ordered. */
  mismatch: z.optional(z.string()),
  disputed: z.boolean(),
  returnedPaise: z.int(),
  /** Credits. */
  owed: z.number(),
  createdAt: instant,
});
export type OrderRow = z.infer<typeof orderRow>;

const listQuery = { ...pageQuery, show: z.optional(z.enum(ORDER_FILTERS)) };

export const adminPaymentsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/payments",
  summary: "Everybody's orders, newest first; `q` is an order's id, an id at Razorpay, or a user's id or handle",
  tag,
  query: z.object({ ...listQuery, q: z.optional(z.string().check(z.maxLength(100))) }),
  response: page(orderRow),
});

export const userOrdersEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/users/{id}/orders",
  summary: "Somebody's orders, newest first",
  tag,
  query: z.object(listQuery),
  response: page(orderRow),
  errors: [404],
});

const paymentView = z.object({
  /** Razorpay's own. */
  id: z.string(),
  amountPaise: z.int(),
  currency: z.string(),
  state: z.string(),
  method: z.optional(z.string()),
  /** A second capture on a paid order: sent back by itself. */
  isSurplus: z.boolean(),
  createdAt: instant,
  refunds: z.array(z.object({ id: z.string(), amountPaise: z.int(), state: z.string(), createdAt: instant })),
  disputes: z.array(
    z.object({
      id: z.string(),
      amountPaise: z.int(),
      state: z.string(),
      createdAt: instant,
      decidedAt: z.optional(instant),
    }),
  ),
  /** What can still be sent back. */
  leftPaise: z.int(),
});

const refundRequestView = z.object({
  id: z.string(),
  paymentId: z.string(),
  amountPaise: z.int(),
  reason: z.string(),
  /** `asked`: the payment service has not answered yet and is asked again. */
  state: z.enum(["asked", "made", "failed"]),
  refundId: z.optional(z.string()),
  failure: z.optional(z.string()),
  /** Handle. */
  requestedBy: z.string(),
  createdAt: instant,
});
export type RefundRequestView = z.infer<typeof refundRequestView>;

const orderDetail = z.object({
  user: z.object({ id: z.string(), handle: z.string(), name: z.string() }),
  order: orderView,
  mode: z.string(),
  razorpayOrderId: z.optional(z.string()),
  mismatch: z.optional(z.string()),
  /** callback, webhook or reconciler: which news came first. */
  creditedBy: z.optional(z.string()),
  payments: z.array(paymentView),
  debts: z.array(z.object({ id: z.string(), owed: z.number(), repaid: z.number(), createdAt: instant })),
  refundRequests: z.array(refundRequestView),
});
export type OrderDetail = z.infer<typeof orderDetail>;

export const adminPaymentEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/payments/{orderId}",
  summary: "One order: attempts, refunds, disputes, debts",
  tag,
  response: orderDetail,
  errors: [404],
});

export const refundPaymentEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/payments/{orderId}/refunds",
  summary: "Send money back; the credits go in the same share, and what was spent becomes a debt",
  tag,
  idempotent: true,
  body: z.object({
    amountPaise: z.int({ error: "Give the amount in whole paise." }).check(z.minimum(1, "Give an amount above 0.")),
    reason: textField("The reason", 3, 500),
    /** Which payment; the one that was credited where nothing else is said. */
    paymentId: z.optional(z.string().check(z.maxLength(100))),
  }),
  response: refundRequestView,
  status: 201,
  errors: [404, 409, 503],
});

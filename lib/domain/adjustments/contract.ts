import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";

const tag = "Admin: users";

const STATES = ["waiting", "done", "refused"] as const;
export const MAX_ADJUSTMENT_CREDITS = 100_000;
const MAX_REASON_LENGTH = 500;
const reason = textField("The reason", 3, MAX_REASON_LENGTH);

const adjustmentView = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), handle: z.string(), name: z.string() }),
  /** Given, or taken where it is below 0. */
  credits: z.number(),
  /** Its person reads it in their credit history. */
  reason: z.string(),
  state: z.enum(STATES),
  /** Handle of who asked. */
  requestedBy: z.string(),
  /** Handle of the second admin; absent where none was needed. */
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(instant),
  createdAt: instant,
  /** Whether the reader may approve or refuse it now. */
  canDecide: z.boolean(),
});
export type AdjustmentView = z.infer<typeof adjustmentView>;

export const adjustEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/users/{id}/adjustments",
  summary: "Give or take credits by hand; 202 where a second admin has to agree first",
  tag,
  idempotent: true,
  body: z.object({
    credits: z
      .number({ error: "Give the credits as a number." })
      .check(z.minimum(-MAX_ADJUSTMENT_CREDITS), z.maximum(MAX_ADJUSTMENT_CREDITS)),
    reason,
  }),
  response: adjustmentView,
  status: 201,
  errors: [404, 409],
});

export const adjustmentsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/adjustments",
  summary: "Credits given and taken by hand, newest first",
  tag,
  query: z.object({ ...pageQuery, state: z.optional(z.enum(STATES)) }),
  response: page(adjustmentView),
});

export const approveAdjustmentEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/adjustments/{id}/approve",
  summary: "Agree to an adjustment that somebody else asked for; it is booked at once",
  tag,
  response: adjustmentView,
  errors: [404, 409],
});

export const refuseAdjustmentEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/adjustments/{id}/refuse",
  summary: "Refuse an adjustment that somebody else asked for; nothing moves",
  tag,
  body: z.object({ reason }),
  response: adjustmentView,
  errors: [404, 409],
});

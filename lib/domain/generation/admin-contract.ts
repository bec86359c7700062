import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { entryView } from "@/lib/domain/ledger/contract";
import { TIER_KEYS } from "./tiers";

const tag = "Admin: jobs";

const STATES = ["queued", "submitting", "running", "succeeded", "failed", "cancelled"] as const;
/** Open for longer than its deadline or ten minutes; waiting to be sent; at the image service; failed; made. */
export const JOB_FILTERS = ["stuck", "waiting", "running", "failed", "succeeded"] as const;
export type JobFilter = (typeof JOB_FILTERS)[number];

const jobRowFields = {
  id: z.string(),
  user: z.object({ id: z.string(), handle: z.string(), name: z.string() }),
  state: z.enum(STATES),
  isStuck: z.boolean(),
  tier: z.enum(TIER_KEYS),
  model: z.string(),
  prompt: z.string(),
  /** Why it failed: a code, and words for people. */
  failure: z.optional(z.object({ code: z.string(), message: z.string() })),
  /** Times that it was sent to the image service. */
  attempts: z.int(),
  /** Credits. */
  cost: z.number(),
  createdAt: instant,
  finishedAt: z.optional(instant),
};
const jobRow = z.object(jobRowFields);
export type JobRow = z.infer<typeof jobRow>;

const listQuery = {
  ...pageQuery,
  show: z.optional(z.enum(JOB_FILTERS)),
  /** A failure's code. */
  reason: z.optional(z.string().check(z.maxLength(40))),
  model: z.optional(z.string().check(z.maxLength(100))),
};

export const adminJobsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/jobs",
  summary: "Everybody's jobs, newest first; `user` is an id or a handle",
  tag,
  query: z.object({ ...listQuery, user: z.optional(z.string().check(z.maxLength(100))) }),
  response: page(jobRow),
});

export const userJobsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/users/{id}/jobs",
  summary: "Somebody's jobs, newest first",
  tag,
  query: z.object(listQuery),
  response: page(jobRow),
  errors: [404],
});

export const JOB_EVENTS = [
  "asked",
  "sent",
  "create_started",
  "started",
  "cancel_requested",
  "succeeded",
  "failed",
  "cancelled",
] as const;

const jobDetail = z.object({
  ...jobRowFields,
  negativePrompt: z.string(),
  /** What the image service gets. */
  finalPrompt: z.string(),
  width: z.int(),
  height: z.int(),
  seed: z.int(),
  /** The image service's own name for it. */
  predictionId: z.optional(z.string()),
  /** The picture, while it is there. */
  imageId: z.optional(z.string()),
  /** What the image service takes for it, paise. */
  providerCostPaise: z.int(),
  timeline: z.array(z.object({ event: z.enum(JOB_EVENTS), at: instant })),
  /** Not sent before; looked at next; ended with a refund after. For open jobs. */
  notBefore: z.optional(instant),
  nextCheckAt: z.optional(instant),
  deadlineAt: z.optional(instant),
  /** A worker is bringing the picture home right now. */
  isBeingDelivered: z.boolean(),
  entries: z.array(entryView),
});
export type JobDetail = z.infer<typeof jobDetail>;

export const adminJobEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/jobs/{id}",
  summary: "One job: what was asked for, what happened, and what it moved",
  tag,
  response: jobDetail,
  errors: [404],
});

const body = z.object({ reason: textField("The reason", 3, 500) });
const response = z.object({ id: z.string(), state: z.enum(STATES) });

export const retryJobEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/jobs/{id}/retry",
  summary: "Look at an open job now instead of later; it is never sent twice where it may have arrived",
  tag,
  ...{ body, response },
  errors: [404, 409],
});

export const refundJobEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/jobs/{id}/refund",
  summary: "End an open job with its refund and stop its prediction",
  tag,
  ...{ body, response },
  errors: [404, 409],
});

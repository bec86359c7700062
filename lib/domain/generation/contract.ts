import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { STYLE_KEYS } from "./styles";
import { ASPECT_RATIOS, TIER_KEYS } from "./tiers";

export const MIN_PROMPT_LENGTH = 3;
export const MAX_PROMPT_LENGTH = 2000;
export const MAX_VARIATIONS = 4;
export const MAX_SEED = 2_147_483_647;

const tag = "Studio";
const prompt = textField("Your idea", MIN_PROMPT_LENGTH, MAX_PROMPT_LENGTH);

export const JOB_STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const jobView = z.object({
  jobId: z.string(),
  status: z.enum(JOB_STATUSES),
  prompt: z.string(),
  /** The rest of what was asked for, so that it can be asked for again. */
  enhancedFrom: z.optional(z.string()),
  negativePrompt: z.optional(z.string()),
  style: z.optional(z.string()),
  templateId: z.optional(z.string()),
  /** The post that it remixes. */
  sourcePostId: z.optional(z.string()),
  tier: z.enum(TIER_KEYS),
  aspectRatio: z.enum(ASPECT_RATIOS),
  /** Pixels that were asked for, and from success on those of the file. */
  width: z.int(),
  height: z.int(),
  seed: z.int(),
  /** 1 is next; only while queued. */
  queuePosition: z.optional(z.int()),
  /** 0 to 0.99, an estimate: time against the model's usual; only while running. */
  progress: z.optional(z.number()),
  /** Milliseconds that pictures of this model usually take; while queued or running. */
  usualMs: z.optional(z.int()),
  /** Cancelling was asked for and the image service has not confirmed yet. */
  isCancelling: z.optional(z.boolean()),
  imageId: z.optional(z.string()),
  imageUrl: z.optional(z.string()),
  previewUrl: z.optional(z.string()),
  thumbnailUrl: z.optional(z.string()),
  /** The post that shows the picture in the community. */
  postId: z.optional(z.string()),
  /** thumbhash, base64 */
  placeholder: z.optional(z.string()),
  error: z.optional(z.object({ code: z.string(), message: z.string() })),
  creditsDebited: z.number(),
  creditsRefunded: z.number(),
  createdAt: instant,
  startedAt: z.optional(instant),
  finishedAt: z.optional(instant),
});
export type JobView = z.infer<typeof jobView>;

export const enhanceEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/enhance-prompt",
  summary: "Rewrite an idea for the image model; free",
  tag,
  body: z.object({ prompt }),
  response: z.object({
    originalPrompt: z.string(),
    enhancedPrompt: z.string(),
    enhanced: z.boolean(),
    reason: z.optional(z.string()),
    /** Why not, for people; with `enhanced: false`. */
    message: z.optional(z.string()),
    suggestions: z.array(z.string()),
    provider: z.string(),
  }),
  errors: [503],
});

export const generateEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/generate",
  summary: "Ask for one to four pictures; debits at once, refunds what fails",
  tag,
  body: z.object({
    prompt,
    negativePrompt: z.optional(textField("What to leave out", 0, 1000)),
    enhancedFrom: z.optional(textField("The original idea", 0, MAX_PROMPT_LENGTH)),
    tier: z.enum(TIER_KEYS, { error: "Choose Standard, Premium 2K or Premium 4K." }),
    aspectRatio: z._default(z.enum(ASPECT_RATIOS, { error: "Choose one of the shapes." }), "1:1"),
    count: z._default(z.int({ error: "Ask for 1 to 4 variations." }).check(z.minimum(1), z.maximum(MAX_VARIATIONS)), 1),
    seed: z.optional(z.int().check(z.minimum(0), z.maximum(MAX_SEED))),
    style: z.optional(z.enum(STYLE_KEYS, { error: "Choose one of the styles." })),
    templateId: z.optional(z.string().check(z.maxLength(80))),
    sourcePostId: z.optional(z.string().check(z.maxLength(80))),
    watermark: z.optional(z.boolean()),
    /** What the person was shown for all variations together; a different price now is a 409. */
    quotedCredits: z.optional(z.number().check(z.minimum(0), z.maximum(1_000_000))),
  }),
  response: z.object({
    jobId: z.string(),
    jobs: z.array(z.object({ jobId: z.string() })),
    status: z.enum(JOB_STATUSES),
    creditsDebited: z.number(),
    balance: z.number(),
    /** Options that the tier's model can't use. */
    ignored: z.array(z.string()),
  }),
  status: 202,
  idempotent: true,
  errors: [402, 404, 409],
});
export type GenerateInput = z.infer<(typeof generateEndpoint)["body"]>;
export type GenerateView = z.infer<(typeof generateEndpoint)["response"]>;

export const jobEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/generate/{jobId}",
  summary: "State of one picture",
  tag,
  response: jobView,
});
export const jobEventsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/generate/{jobId}/events",
  summary: "State of one picture as an event stream",
  tag,
  produces: "text/event-stream",
});
export const cancelJobEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/generate/{jobId}/cancel",
  summary: "Cancel a picture that has not ended; its credits come back",
  tag,
  response: jobView,
  errors: [409],
});
export const jobsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/jobs",
  summary: "Pictures asked for, newest first",
  tag,
  query: z.object({ ...pageQuery, status: z.optional(z.enum(JOB_STATUSES)) }),
  response: page(jobView),
});

export const promptView = z.object({ id: z.string(), prompt: z.string(), lastUsedAt: instant });
export type PromptView = z.infer<typeof promptView>;
export const promptsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/prompts",
  summary: "Own prompt history",
  tag,
  query: z.object({ ...pageQuery, q: z.optional(z.string().check(z.maxLength(200))) }),
  response: page(promptView),
});
export const deletePromptEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/prompts/{id}",
  summary: "Forget a prompt",
  tag,
});

export const replicateWebhookEndpoint = endpoint({
  method: "POST",
  path: "/api/webhooks/replicate",
  summary: "Where the image service announces outcomes; signed",
  tag: "Webhooks",
  query: z.object({
    gid: z._default(z.string().check(z.maxLength(80)), ""),
    t: z._default(z.string().check(z.maxLength(200)), ""),
  }),
  status: 200,
  errors: [401, 413],
});

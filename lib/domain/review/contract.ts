import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { MAX_APPEAL_LENGTH } from "@/lib/domain/community/contract";

const tag = "Admin: moderation";

/** The rules of the community (the page /guidelines says them at length), in the words that an author reads. */
export const GUIDELINES = {
  sexual: "No nudity or sexual content.",
  minors: "Nothing that sexualises or endangers children.",
  violence: "No gore, and nothing that glorifies violence.",
  hate: "No hate against people for what they are.",
  harassment: "No bullying, threats or exposing of people.",
  real_person: "No real person shown without their consent.",
  copyright: "Only what you may publish: no copied pictures, no misused brands.",
  spam: "No spam, no fraud, no misleading claims.",
  personal_data: "No phone numbers, addresses or document numbers.",
  other: "Nothing else that the community guidelines leave no room for.",
} as const;
export type Guideline = keyof typeof GUIDELINES;
export const GUIDELINE_KEYS = Object.keys(GUIDELINES) as [Guideline, ...Guideline[]];

/** Reasons of reports that can't wait as long as others: `urgent_report_hours` instead of `report_hours`. */
export const URGENT_REASONS: readonly string[] = ["minors", "sexual"] satisfies Guideline[];

export const FIELDS = ["picture", "title", "description", "tags", "prompt", "comment"] as const;
export type Field = (typeof FIELDS)[number];

export const QUEUES = ["reports", "held", "appeals", "comments"] as const;
export type Queue = (typeof QUEUES)[number];

/** What a moderator can do. keep: an appeal changes nothing. */
export const DEEDS = ["dismiss", "restore", "keep", "hide", "warn", "delete", "suspend"] as const;
export type Deed = (typeof DEEDS)[number];

export const MAX_REASON_LENGTH = 500;

/** A post or a comment that waits for a person, with everything that waits about it. */
export const caseView = z.object({
  /** Of the post, or of the comment. */
  id: z.string(),
  queue: z.enum(QUEUES),
  /** Of the post; for a comment its own words. */
  title: z.string(),
  author: z.string(),
  /** Reasons of open reports, the most frequent first, or the rule that holds it. */
  reasons: z.array(z.string()),
  reports: z.int(),
  status: z.enum(["live", "held", "hidden"]),
  thumbnailUrl: z.string(),
  /** thumbhash, base64 */
  placeholder: z.string(),
  width: z.int(),
  height: z.int(),
  /** When the first of its clocks runs out. */
  dueAt: instant,
  /** Handle of who looks at it at the moment, if that is somebody else. */
  claimedBy: z.optional(z.string()),
});
export type CaseView = z.infer<typeof caseView>;

export const queueEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/moderation",
  summary: "What waits for a person, the clock that runs out first at the top",
  tag,
  query: z.object({ ...pageQuery, queue: z.optional(z.enum(QUEUES)) }),
  response: z.extend(page(caseView), {
    counts: z.record(z.enum(QUEUES), z.int()),
    /** The first clock of all queues. */
    firstDueAt: z.optional(instant),
  }),
});
export type QueueView = z.infer<(typeof queueEndpoint)["response"]>;

const decisionView = z.object({
  id: z.string(),
  action: z.string(),
  rule: z.string(),
  field: z.optional(z.string()),
  reason: z.string(),
  /** Handle; absent where a rule or reports decided. */
  decider: z.optional(z.string()),
  until: z.optional(instant),
  isBySamePerson: z.boolean(),
  isUndone: z.boolean(),
  createdAt: instant,
});
export type DecisionView = z.infer<typeof decisionView>;

export const caseDetailView = z.extend(caseView, {
  postId: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  prompt: z.string(),
  negativePrompt: z.string(),
  visibility: z.string(),
  /** Seen by everybody who has its address, so that its page can be opened. */
  isOpen: z.boolean(),
  previewUrl: z.string(),
  likes: z.int(),
  remixes: z.int(),
  publishedAt: instant,
  holdRule: z.optional(z.string()),
  holdField: z.optional(z.string()),
  /** The picture check's scores, 0 to 1; absent where it could not run. */
  scores: z.optional(z.record(z.string(), z.number())),
  authorRecord: z.object({
    posts: z.int(),
    /** Of these, taken down by a person. */
    removals: z.int(),
    warnings: z.int(),
    suspensions: z.int(),
    memberSince: instant,
    isSuspended: z.boolean(),
    role: z.string(),
  }),
  reportList: z.array(
    z.object({
      handle: z.string(),
      reason: z.string(),
      details: z.string(),
      createdAt: instant,
      state: z.string(),
      /** Of the reporter's decided reports: how many were upheld. */
      upheld: z.int(),
      decided: z.int(),
    }),
  ),
  appeal: z.optional(z.object({ reason: z.string(), createdAt: instant })),
  decisions: z.array(decisionView),
  /** The latest decision, which a new one has to name. */
  after: z.nullable(z.string()),
  /** What can be done about it as it stands. */
  deeds: z.array(z.enum(DEEDS)),
  /** Why the viewer may not decide, and from when they may after all. */
  barred: z.optional(z.object({ message: z.string(), until: z.optional(instant) })),
});
export type CaseDetailView = z.infer<typeof caseDetailView>;

export const caseEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/moderation/cases/{id}",
  summary: "One post or comment with evidence and history",
  tag,
  response: caseDetailView,
  errors: [404],
});
export const claimEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/moderation/cases/{id}/claim",
  summary: "Say that one looks at it, for five minutes; nobody else can decide meanwhile",
  tag,
  response: z.object({ expiresAt: instant }),
  errors: [404, 409],
});
export const releaseEndpoint = endpoint({
  method: "DELETE",
  path: "/api/admin/moderation/cases/{id}/claim",
  summary: "Leave it to others again",
  tag,
});

const reason = textField("The reason", 0, MAX_REASON_LENGTH);
const rule = z.enum(GUIDELINE_KEYS, { error: "Choose the rule." });

export const decideEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/moderation/cases/{id}/decision",
  summary: "Decide about a post or a comment",
  tag,
  body: z.object({
    deed: z.enum(DEEDS),
    /** Needed by everything that takes something from the author. */
    rule: z.optional(rule),
    field: z.optional(z.enum(FIELDS)),
    /** What the author reads besides the rule. */
    reason: z._default(reason, ""),
    /** When a suspension ends; without it there is no end. */
    until: z.optional(instant),
    /** The latest decision that one saw, or null: a newer one is a conflict. */
    after: z.nullable(z.string().check(z.maxLength(60))),
  }),
  response: z.object({ decisionId: z.string() }),
  errors: [404, 409],
});
export type DecisionInput = z.infer<(typeof decideEndpoint)["body"]>;
export const undoEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/moderation/decisions/{id}/undo",
  summary: "Take the latest decision about something back: all is as it was before",
  tag,
  response: z.object({ decisionId: z.string() }),
  errors: [404, 409],
});
export const evidenceEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/moderation/cases/{id}/{variant}",
  summary: "The picture of a case, whatever its state: `thumbnail`, `preview` or `original`",
  tag,
  produces: "image/webp",
  errors: [404],
});
export const appealsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/appeals",
  summary: "Appeals, newest first, with what came of them",
  tag,
  query: z.object({ ...pageQuery, state: z.optional(z.enum(["open", "upheld", "rejected"])) }),
  response: page(
    z.object({
      id: z.string(),
      postId: z.string(),
      title: z.string(),
      author: z.string(),
      reason: z.string(),
      state: z.enum(["open", "upheld", "rejected"]),
      createdAt: instant,
      resolvedAt: z.optional(instant),
    }),
  ),
});
export const suspendEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/users/{id}/suspend",
  summary: "Suspend somebody, at once and everywhere; what they paid for and runs is finished or refunded",
  tag: "Admin: users",
  body: z.object({ rule, reason: textField("The reason", 3, MAX_REASON_LENGTH), until: z.optional(instant) }),
  response: z.object({ decisionId: z.string() }),
  errors: [404, 409],
});
export const unsuspendEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/users/{id}/unsuspend",
  summary: "End a suspension",
  tag: "Admin: users",
  body: z.object({ reason: textField("The reason", 3, MAX_REASON_LENGTH) }),
  response: z.object({ decisionId: z.string() }),
  errors: [404, 409],
});

/** What was decided about one's own post or account. */
export const ownDecisionView = z.object({
  id: z.string(),
  action: z.string(),
  rule: z.string(),
  /** The rule in words. */
  ruleText: z.string(),
  field: z.optional(z.string()),
  reason: z.string(),
  until: z.optional(instant),
  /** Of the post or the comment. */
  about: z.optional(z.string()),
  createdAt: instant,
  canAppeal: z.boolean(),
  appeal: z.optional(z.object({ state: z.enum(["open", "upheld", "rejected"]), createdAt: instant })),
});
export type OwnDecisionView = z.infer<typeof ownDecisionView>;
export const ownDecisionEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/decisions/{id}",
  summary: "What was decided about one's own post",
  tag: "Community",
  response: ownDecisionView,
  errors: [404],
});
export const appealDecisionEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/decisions/{id}/appeal",
  summary: "Ask for another look at a decision; free, once each",
  tag: "Community",
  body: z.object({ reason: textField("The appeal", 1, MAX_APPEAL_LENGTH) }),
  response: z.object({ appealed: z.literal(true) }),
  status: 202,
  errors: [404, 409],
});

import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, lineField, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { ASPECT_RATIOS, TIER_KEYS } from "@/lib/domain/generation/tiers";
import { personView } from "@/lib/domain/identity/contract";

export const MAX_TITLE_LENGTH = 100;
export const MAX_DESCRIPTION_LENGTH = 1000;
export const MAX_TAGS = 10;
export const MAX_TAG_LENGTH = 40;
export const MAX_APPEAL_LENGTH = 1000;

export const VISIBILITIES = ["public", "unlisted", "private"] as const;
export type Visibility = (typeof VISIBILITIES)[number];
export const SORTS = ["latest", "trending", "remixed", "following"] as const;
export type Sort = (typeof SORTS)[number];
export const REPORT_REASONS = [
  "sexual",
  "minors",
  "violence",
  "hate",
  "harassment",
  "real_person",
  "copyright",
  "spam",
  "other",
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

const tag = "Community";

/** Why a post is not live; its author alone is told. */
export const holdView = z.object({ rule: z.string(), field: z.optional(z.string()), message: z.string() });

export const postView = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  categoryId: z.string(),
  tags: z.array(z.string()),
  visibility: z.enum(VISIBILITIES),
  status: z.enum(["live", "held", "hidden"]),
  hold: z.optional(holdView),
  tier: z.enum(TIER_KEYS),
  aspectRatio: z.enum(ASPECT_RATIOS),
  /** Of the file at `imageUrl`. */
  width: z.int(),
  height: z.int(),
  imageUrl: z.string(),
  thumbnailUrl: z.string(),
  /** thumbhash, base64 */
  placeholder: z.string(),
  author: personView,
  isOwn: z.boolean(),
  likes: z.int(),
  liked: z.boolean(),
  remixes: z.int(),
  comments: z.int(),
  showPrompt: z.boolean(),
  /** Only where it is shown, or to its author. */
  prompt: z.optional(z.string()),
  canRemix: z.boolean(),
  publishedAt: instant,
  editedAt: z.optional(instant),
});
export type PostView = z.infer<typeof postView>;

/** What a post's own page knows besides. */
export const postDetailView = z.extend(postView, {
  negativePrompt: z.optional(z.string()),
  style: z.optional(z.string()),
  seed: z.optional(z.int()),
  model: z.string(),
  /** Whether the viewer may comment now. */
  canComment: z.boolean(),
  following: z.boolean(),
  reported: z.boolean(),
  /** Own post: the picture in My Creations, the brand's watermark, what reuse has earned (credits). */
  imageId: z.optional(z.string()),
  watermark: z.optional(z.boolean()),
  creditsEarned: z.optional(z.number()),
  /** Own post that is held or hidden: whether the author may ask for another look, or has. */
  canAppeal: z.optional(z.boolean()),
  appealed: z.optional(z.boolean()),
  /** Own post that a moderator took down: which of the guidelines (product's rule key), and what they wrote. */
  decision: z.optional(z.object({ id: z.string(), rule: z.string(), reason: z.string() })),
});
export type PostDetailView = z.infer<typeof postDetailView>;

const title = lineField("The title", 1, MAX_TITLE_LENGTH);
const description = textField("The description", 0, MAX_DESCRIPTION_LENGTH);
const categoryId = z
  .string({ error: "Choose a category." })
  .check(z.minLength(1, "Choose a category."), z.maxLength(80));
/** A leading # goes, and so do doubles (compared in lower case). */
const tags = z.pipe(
  z.array(lineField("A tag", 1, MAX_TAG_LENGTH)).check(z.maxLength(MAX_TAGS, `Use ${MAX_TAGS} tags at most.`)),
  z.transform((list: string[]) => {
    const seen = new Map<string, string>();
    for (const one of list) {
      const text = one.replace(/^#+\s*/u, "");
      if (text && !seen.has(text.toLowerCase())) seen.set(text.toLowerCase(), text);
    }
    return [...seen.values()];
  }),
);
const visibility = z.enum(VISIBILITIES, { error: "Choose public, unlisted or private." });

export const publishEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/community/publish",
  summary: "Publish a picture; checked first, and held for review where the check is unsure",
  tag,
  body: z.object({
    imageId: z.string({ error: "Choose a picture." }).check(z.maxLength(60)),
    title,
    description: z._default(description, ""),
    categoryId,
    tags: z._default(tags, []),
    visibility,
    showPrompt: z._default(z.boolean(), true),
    /** The brand's watermark; only who ever bought credits may switch it off. */
    watermark: z.optional(z.boolean()),
  }),
  response: z.object({
    postId: z.string(),
    status: z.enum(["live", "held"]),
    hold: z.optional(holdView),
  }),
  status: 201,
  errors: [404, 409],
});
export type PublishView = z.infer<(typeof publishEndpoint)["response"]>;

export const feedEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/community/feed",
  summary: "Published pictures; `following` needs an account",
  tag,
  query: z.object({
    ...pageQuery,
    sort: z._default(z.enum(SORTS), "latest"),
    categoryId: z.optional(z.string().check(z.maxLength(80))),
    tag: z.optional(z.string().check(z.maxLength(MAX_TAG_LENGTH * 4))),
    tier: z.optional(z.enum(TIER_KEYS)),
    /** Words of titles, tags and shown prompts, in any script; the last one may be unfinished. */
    q: z.optional(z.string().check(z.maxLength(200))),
  }),
  response: page(postView),
  errors: [401],
});
/** For the pill that offers new posts instead of moving the list. */
export const newPostsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/community/feed/new",
  summary: "How many posts of a feed are newer than one",
  tag,
  query: z.object({
    since: instant,
    sort: z._default(z.enum(["latest", "following"]), "latest"),
    categoryId: z.optional(z.string().check(z.maxLength(80))),
    tag: z.optional(z.string().check(z.maxLength(MAX_TAG_LENGTH * 4))),
    tier: z.optional(z.enum(TIER_KEYS)),
  }),
  /** Counted up to 100. */
  response: z.object({ count: z.int() }),
});

export const postEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/community/posts/{id}",
  summary: "One post",
  tag,
  response: postDetailView,
});
export const updatePostEndpoint = endpoint({
  method: "PATCH",
  path: "/api/studio/community/posts/{id}",
  summary: "Change one's own post; passes the same checks as publishing",
  tag,
  body: z.object({
    title: z.optional(title),
    description: z.optional(description),
    categoryId: z.optional(categoryId),
    tags: z.optional(tags),
    visibility: z.optional(visibility),
    showPrompt: z.optional(z.boolean()),
    watermark: z.optional(z.boolean()),
  }),
  response: postDetailView,
});
export const deletePostEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/community/posts/{id}",
  summary: "Take one's own post down for good; the picture stays in My Creations, remixes stay with their makers",
  tag,
});

const likeView = z.object({ liked: z.boolean(), likes: z.int() });
export const likeEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/community/posts/{id}/like",
  summary: "Like a post",
  tag,
  response: likeView,
});
export const unlikeEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/community/posts/{id}/like",
  summary: "Take a like back",
  tag,
  response: likeView,
});

export const reportEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/community/posts/{id}/report",
  summary: "Report a post to the moderators, once",
  tag,
  body: z.object({
    reason: z.enum(REPORT_REASONS, { error: "Choose a reason." }),
    details: z._default(textField("What you tell us", 0, 1000), ""),
  }),
  response: z.object({ reported: z.literal(true) }),
  status: 202,
  errors: [409],
});
export const appealEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/community/posts/{id}/appeal",
  summary: "Ask for another look at a decision about one's own post; free, once a decision",
  tag,
  body: z.object({
    reason: textField("Your reason", 1, MAX_APPEAL_LENGTH),
    details: z._default(textField("What you tell us", 0, MAX_APPEAL_LENGTH), ""),
  }),
  response: z.object({ appealed: z.literal(true) }),
  status: 202,
  errors: [409],
});

export const remixEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/community/posts/{id}/remix",
  summary: "What the studio opens with to remix a post; 404 where its prompt is not shown",
  tag,
  response: z.object({
    prompt: z.string(),
    negativePrompt: z.string(),
    settings: z.object({
      tier: z.enum(TIER_KEYS),
      aspectRatio: z.enum(ASPECT_RATIOS),
      style: z.optional(z.string()),
      templateId: z.optional(z.string()),
      seed: z.int(),
    }),
    sourcePostId: z.string(),
    title: z.string(),
    thumbnailUrl: z.string(),
    author: personView,
    /** Credits that the author gets if the remix succeeds; 0 where nothing is due (own post, rewarded before, a cap). */
    rewardCredits: z.number(),
  }),
});
export type RemixView = z.infer<(typeof remixEndpoint)["response"]>;

const lineagePost = z.object({
  id: z.string(),
  title: z.string(),
  thumbnailUrl: z.string(),
  width: z.int(),
  height: z.int(),
  placeholder: z.string(),
  author: personView,
});
export const lineageEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/community/posts/{id}/lineage",
  summary: "What a post was remixed from, nearest first, and the published remixes of it, newest first",
  tag,
  query: z.object(pageQuery),
  response: z.object({
    /** A parent that the viewer may not see is left out, and what lies behind it. */
    parents: z.array(lineagePost),
    children: page(lineagePost),
  }),
});
export type LineageView = z.infer<(typeof lineageEndpoint)["response"]>;

export const oembedEndpoint = endpoint({
  method: "GET",
  path: "/api/oembed",
  summary: "A public post for other sites to embed (oEmbed 1.0)",
  tag,
  query: z.object({ url: z.string().check(z.maxLength(500)) }),
  response: z.object({
    version: z.literal("1.0"),
    type: z.literal("photo"),
    title: z.string(),
    author_name: z.string(),
    author_url: z.string(),
    provider_name: z.string(),
    provider_url: z.string(),
    /** The picture, and its size in pixels. */
    url: z.string(),
    width: z.int(),
    height: z.int(),
  }),
  errors: [404],
});
export type OembedView = z.infer<(typeof oembedEndpoint)["response"]>;

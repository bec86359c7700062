import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { indianDay, instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { ASPECT_RATIOS, TIER_KEYS } from "@/lib/domain/generation/tiers";

export const publishedView = z.object({
  id: z.string(),
  status: z.enum(["live", "held", "hidden"]),
  visibility: z.enum(["public", "unlisted", "private"]),
});
export type PublishedView = z.infer<typeof publishedView>;

export const creationView = z.object({
  id: z.string(),
  jobId: z.string(),
  prompt: z.string(),
  enhancedFrom: z.optional(z.string()),
  negativePrompt: z.string(),
  style: z.optional(z.string()),
  templateId: z.optional(z.string()),
  tier: z.enum(TIER_KEYS),
  aspectRatio: z.enum(ASPECT_RATIOS),
  seed: z.int(),
  model: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  format: z.enum(["png", "jpeg", "webp"]),
  credits: z.number(),
  /** Milliseconds from the request to the stored picture. */
  tookMs: z.int(),
  imageUrl: z.string(),
  previewUrl: z.string(),
  thumbnailUrl: z.string(),
  /** thumbhash, base64 */
  placeholder: z.string(),
  favourite: z.boolean(),
  /** Collections that it lies in. */
  collectionIds: z.array(z.string()),
  /** The post that shows it in the community. */
  post: z.optional(publishedView),
  /** What it is a remix of; only while its owner may still see that. */
  remixOf: z.optional(z.object({ postId: z.string(), title: z.string(), author: z.string() })),
  createdAt: instant,
  deletedAt: z.optional(instant),
  /** For a picture in the bin: when it is emptied out of it. */
  purgedAt: z.optional(instant),
});
export type CreationView = z.infer<typeof creationView>;

/** How long a deleted picture can be restored. */
export const DAYS_IN_BIN = 30;
/** Pictures in one bulk request, zip or page of the grid. */
export const MAX_BULK = 200;
const ids = z
  .array(z.string().check(z.maxLength(60)))
  .check(
    z.minLength(1, "Choose at least one picture."),
    z.maxLength(MAX_BULK, `Choose at most ${MAX_BULK} pictures at a time.`),
  );
/** In a query "true" and "false" are words. */
const flag = z.optional(
  z.pipe(
    z.enum(["true", "false"]),
    z.transform((text) => text === "true"),
  ),
);

const tag = "My Creations";

export const creationsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/my-creations",
  summary: "Own pictures, newest first; with `deleted=true` those in the bin, last deleted first",
  tag,
  query: z.object({
    ...pageQuery,
    tier: z.optional(z.enum(TIER_KEYS)),
    /** Any part of what was written, before or after Enhance, in any script. */
    q: z.optional(z.string().check(z.maxLength(200))),
    favourite: flag,
    collectionId: z.optional(z.string().check(z.maxLength(60))),
    /** First and last day, Indian time, both included. */
    from: z.optional(indianDay),
    to: z.optional(indianDay),
    deleted: flag,
  }),
  response: page(creationView),
  errors: [404],
});
export const creationEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/my-creations/{id}",
  summary: "One picture with its recipe",
  tag,
  response: creationView,
});
export const updateCreationEndpoint = endpoint({
  method: "PATCH",
  path: "/api/studio/my-creations/{id}",
  summary: "Mark a picture as favourite, or not",
  tag,
  body: z.object({ favourite: z.boolean() }),
  response: creationView,
});
export const deleteCreationEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/my-creations/{id}",
  summary: "Put a picture into the bin; it can be restored for 30 days",
  tag,
});
export const restoreCreationEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/my-creations/{id}/restore",
  summary: "Take a deleted picture back",
  tag,
  response: creationView,
});
const bulkActions = z.discriminatedUnion("action", [
  z.object({ action: z.enum(["delete", "restore", "favourite", "unfavourite", "purge"]), ids }),
  z.object({ action: z.enum(["collect", "uncollect"]), ids, collectionId: z.string().check(z.maxLength(60)) }),
]);
export type BulkAction = z.infer<typeof bulkActions>;
export const bulkEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/my-creations/bulk",
  summary: "One action on many pictures, all or nothing; `purge` is for pictures in the bin and final",
  tag,
  body: bulkActions,
  /** How many pictures there were; those that were so already count too. */
  response: z.object({ count: z.int() }),
  errors: [404],
});
export const emptyBinEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/my-creations/empty-bin",
  summary: "Delete everything in the bin for ever, files included",
  tag,
  response: z.object({ count: z.int() }),
});
export const zipEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/my-creations/zip",
  summary:
    "Full-size files and a manifest with their recipes, streamed; also as a form, with one `ids` field a picture",
  tag,
  body: z.object({ ids }),
  acceptsForm: true,
  produces: "application/zip",
  errors: [404],
});

/** A link that shows one picture to whoever has it, without its recipe; with the mark that it was made by AI. */
const shareView = z.object({
  shareId: z.string(),
  /** The page, absolute. */
  url: z.string(),
  /** The file for a share sheet: JPEG, at most 1280 px, visibly marked. */
  imageUrl: z.string(),
});
export type ShareView = z.infer<typeof shareView>;
export const shareEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/my-creations/{id}/share",
  summary: "Make the picture's link, or get the one there is",
  tag,
  response: shareView,
});
export const unshareEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/my-creations/{id}/share",
  summary: "Take the link back: it shows nothing from now on",
  tag,
});

export const DOWNLOAD_FORMATS = ["png", "webp", "jpeg"] as const;
export type DownloadFormat = (typeof DOWNLOAD_FORMATS)[number];
export const downloadEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/my-creations/{id}/download",
  summary: "The full-size file, labelled as made by AI",
  tag,
  query: z.object({ format: z.optional(z.enum(DOWNLOAD_FORMATS, { error: "Choose png, webp or jpeg." })) }),
  produces: "image/*",
});

export const fileEndpoint = endpoint({
  method: "GET",
  path: "/api/files/{id}/{variant}",
  summary: "One file of a private picture; the signed link is the right to see it",
  tag,
  query: z.object({
    exp: z._default(z.coerce.number(), 0),
    sig: z._default(z.string().check(z.maxLength(100)), ""),
  }),
  produces: "image/*",
});

export const mediaEndpoint = endpoint({
  method: "GET",
  path: "/media/{id}/{variant}",
  summary: "A file that its owner shows to everybody, here `preview`; whether it still may be seen is asked each time",
  tag,
  produces: "image/*",
});

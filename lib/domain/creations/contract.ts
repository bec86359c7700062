import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { ASPECT_RATIOS, TIER_KEYS } from "@/lib/domain/generation/tiers";

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
  createdAt: instant,
  deletedAt: z.optional(instant),
});
export type CreationView = z.infer<typeof creationView>;

const tag = "My Creations";

export const creationsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/my-creations",
  summary: "Own pictures, newest first",
  tag,
  query: z.object({
    ...pageQuery,
    tier: z.optional(z.enum(TIER_KEYS)),
    q: z.optional(z.string().check(z.maxLength(200))),
  }),
  response: page(creationView),
});
export const creationEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/my-creations/{id}",
  summary: "One picture with its recipe",
  tag,
  response: creationView,
});
export const deleteCreationEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/my-creations/{id}",
  summary: "Delete a picture; it can be restored",
  tag,
});
export const restoreCreationEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/my-creations/{id}/restore",
  summary: "Take a deleted picture back",
  tag,
  response: creationView,
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

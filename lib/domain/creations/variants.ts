import type { DownloadFormat } from "./contract";

/** Files that every picture has; long sides in pixels (`original` is the tier's own size). */
export const VARIANTS = { original: undefined, preview: 1280, thumbnail: 512 } as const;
export type Variant = keyof typeof VARIANTS;

export type ImageFormat = "png" | "jpeg" | "webp";
export const CONTENT_TYPE: Record<ImageFormat, string> = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" };

/** Where a picture's file lies in the media store. */
export function mediaKey(imageId: string, variant: Variant, originalFormat: ImageFormat): string {
  return `images/${imageId}/${variant}.${variant === "original" ? originalFormat : "webp"}`;
}

/** Where the picture lies in a format that it was not delivered in. */
export function convertedKey(imageId: string, format: DownloadFormat): string {
  return `images/${imageId}/converted.${format}`;
}

/** Files of a picture as its post shows them: with the visible mark, and the brand's watermark unless it is switched off. */
export const POST_FILES = {
  preview: { name: "post-preview.jpeg", contentType: "image/jpeg" },
  thumbnail: { name: "post-thumbnail.webp", contentType: "image/webp" },
  /** 1200 x 630, for links in other places (Open Graph). */
  og: { name: "post-og.jpeg", contentType: "image/jpeg" },
} as const;
export type PostFile = keyof typeof POST_FILES;
export const postFileKey = (imageId: string, file: PostFile) => `images/${imageId}/${POST_FILES[file].name}`;

/** Where the copy lies that others see: smaller, with the visible mark. */
export const sharedKey = (imageId: string) => `images/${imageId}/shared.jpeg`;
/** Its long side at most, pixels. */
export const SHARED_SIDE = 1280;

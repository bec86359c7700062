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

/** Where the copy lies that others see: smaller, with the visible mark. */
export const sharedKey = (imageId: string) => `images/${imageId}/shared.jpeg`;
/** Its long side at most, pixels. */
export const SHARED_SIDE = 1280;

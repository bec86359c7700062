import { createHmac, timingSafeEqual } from "node:crypto";
import type { Env } from "@/lib/env";
import type { Variant } from "./variants";

const HOUR_S = 3600;

function sign(env: Pick<Env, "SIGNING_SECRET">, imageId: string, variant: string, exp: number): string {
  return createHmac("sha256", env.SIGNING_SECRET)
    .update(`file:${imageId}:${variant}:${exp}`)
    .digest("base64url")
    .slice(0, 32);
}

/** A link to one file of a private picture. It ends on a full hour, one to two hours from now, so that caches see one address. */
export function fileLink(
  env: Pick<Env, "SIGNING_SECRET">,
  imageId: string,
  variant: Variant,
  nowMs = Date.now(),
): string {
  const exp = (Math.ceil(nowMs / 1000 / HOUR_S) + 1) * HOUR_S;
  return `/api/files/${imageId}/${variant}?exp=${exp}&sig=${sign(env, imageId, variant, exp)}`;
}

/** Whether this link was made by us and has not ended. The signature is the right to see the file. */
export function isValidLink(
  env: Pick<Env, "SIGNING_SECRET">,
  link: { imageId: string; variant: string; exp: number; sig: string },
  nowMs = Date.now(),
): boolean {
  if (!Number.isSafeInteger(link.exp) || link.exp * 1000 < nowMs) return false;
  const expected = Buffer.from(sign(env, link.imageId, link.variant, link.exp));
  const given = Buffer.from(link.sig);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The three addresses of a picture as views carry them. */
export function pictureLinks(env: Pick<Env, "SIGNING_SECRET">, imageId: string) {
  return {
    imageUrl: fileLink(env, imageId, "original"),
    previewUrl: fileLink(env, imageId, "preview"),
    thumbnailUrl: fileLink(env, imageId, "thumbnail"),
  };
}

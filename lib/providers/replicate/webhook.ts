import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookDelivery } from "../image-generator";

/** Older or newer deliveries than this are refused; the SDK's own check has no tolerance at all (a 2021 timestamp passes). */
const TOLERANCE_S = 300;

/**
 * Whether Replicate signed this delivery: HMAC-SHA256 over `id.timestamp.body`, scheme `v1` only, compared in constant time
 * (Standard Webhooks). `secrets` are `whsec_<base64>`; more than one while they rotate.
 */
export function isSignedByReplicate(delivery: WebhookDelivery, secrets: readonly string[], nowS: number): boolean {
  const { id, timestamp, signature, rawBody } = delivery;
  if (!id || !/^\d{1,12}$/.test(timestamp) || Math.abs(nowS - Number(timestamp)) > TOLERANCE_S) return false;
  const given = signature
    .split(" ")
    .filter((part) => part.startsWith("v1,"))
    .map((part) => Buffer.from(part.slice(3), "base64"));
  return secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${rawBody}`).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}

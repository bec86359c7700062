import { createHmac, timingSafeEqual } from "node:crypto";

/** HMAC-SHA256 in lower-case hex, compared in constant time; the SDK's own comparison is not. */
function isHmac(text: string, signature: string, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(text).digest();
  const given = /^[0-9a-f]{64}$/.test(signature) ? Buffer.from(signature, "hex") : Buffer.alloc(0);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What the popup hands over: `order_id|payment_id`, signed with the key secret. */
export function isCheckoutSignature(
  { orderId, paymentId, signature }: { orderId: string; paymentId: string; signature: string },
  keySecret: string,
): boolean {
  return isHmac(`${orderId}|${paymentId}`, signature, keySecret);
}

/** A webhook's raw body, signed with the webhook secret; while it is rotated the one before holds too (retries of old events). */
export function isWebhookSignature(
  { rawBody, signature }: { rawBody: string; signature: string },
  secrets: readonly string[],
): boolean {
  return secrets.some((secret) => isHmac(rawBody, signature, secret));
}

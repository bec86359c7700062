import { createHmac, timingSafeEqual } from "node:crypto";
import { type Env, isLoopbackUrl } from "@/lib/env";

const sign = (env: Pick<Env, "SIGNING_SECRET">, generationId: string) =>
  createHmac("sha256", env.SIGNING_SECRET).update(`replicate-webhook:${generationId}`).digest("hex");

/** A real service needs a public https origin, the sandbox reaches loopback. */
export function canReceiveWebhooks(env: Env): boolean {
  return env.isProduction || (env.sandboxed.pictures && isLoopbackUrl(env.APP_URL));
}

/**
 * Where the image service announces a generation's outcome. The service signs the body but not the address, so the id in it is authenticated
 * by our own HMAC. Undefined when the service can't reach us.
 */
export function webhookAddress(env: Env, generationId: string): string | undefined {
  if (!canReceiveWebhooks(env)) return undefined;
  return `${env.APP_URL}/api/webhooks/replicate?gid=${generationId}&t=${sign(env, generationId)}`;
}

/** Whether `token` was made by `webhookAddress` for this id. */
export function isOurWebhookAddress(env: Pick<Env, "SIGNING_SECRET">, generationId: string, token: string): boolean {
  const expected = Buffer.from(sign(env, generationId));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

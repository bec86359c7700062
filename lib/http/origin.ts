import { AppError } from "@/lib/core/errors";
import { type Env, isLoopbackUrl } from "@/lib/env";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

function sameOrigin(origin: string, env: Pick<Env, "APP_URL">): boolean {
  if (origin === env.APP_URL) return true;
  // On loopback `localhost` and `127.0.0.1` are one place; the port still has to match.
  try {
    const [a, b] = [new URL(origin), new URL(env.APP_URL)];
    return isLoopbackUrl(origin) && isLoopbackUrl(env.APP_URL) && a.port === b.port && a.protocol === b.protocol;
  } catch {
    return false;
  }
}

/** Refuses a mutation that another site's page sent, and a cookie mutation that does not say where it came from. Bearer calls carry
 * no ambient authority and are exempt. */
export function requireOwnOrigin(request: Request, env: Pick<Env, "APP_URL">): void {
  if (SAFE.has(request.method) || request.headers.has("authorization")) return;
  const origin = request.headers.get("origin");
  const isOwn = origin
    ? sameOrigin(origin, env)
    : !request.headers.has("cookie") || request.headers.get("sec-fetch-site") === "same-origin";
  if (!isOwn) throw new AppError("forbidden", "This request did not come from our own pages.");
}

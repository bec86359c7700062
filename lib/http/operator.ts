import { createHash, timingSafeEqual } from "node:crypto";
import { notFound } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Lets a monitor in: the metrics token, or a caller on loopback. Anybody else finds nothing here. */
export function requireOperator(ctx: Ctx, request: Request): void {
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(ctx.ip);
  const given = (request.headers.get("authorization") ?? "").replace(/^Bearer /, "");
  const expected = ctx.env.METRICS_TOKEN;
  if (isLoopback || (expected && timingSafeEqual(digest(given), digest(expected)))) return;
  throw notFound("This address");
}

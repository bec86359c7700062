import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/db/ctx";

/** An address as a key of a counter: counted alike whether it has an account or not, and not readable there. */
export function addressKey(emailNormalized: string): string {
  return createHash("sha256").update(emailNormalized).digest("base64url");
}

/** Counts one mail, whether it will be sent or not. Throws `rate_limited`. */
export async function countMail(ctx: Ctx, emailNormalized: string): Promise<void> {
  await ctx.limits.consume("mailIp", ctx.ip);
  await ctx.limits.consume("mailAddress", addressKey(emailNormalized));
}

/** Throws `rate_limited` when this account or address has failed too often of late; takes nothing. */
export async function checkSignInLimits(ctx: Ctx, emailNormalized: string): Promise<void> {
  await ctx.limits.check("loginIp", ctx.ip);
  await ctx.limits.check("loginAccount", addressKey(emailNormalized));
}

/** Counts one wrong password. Throws `rate_limited` when it is one too many. */
export async function countFailedSignIn(ctx: Ctx, emailNormalized: string): Promise<void> {
  await ctx.limits.consume("loginIp", ctx.ip);
  await ctx.limits.consume("loginAccount", addressKey(emailNormalized));
}

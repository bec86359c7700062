import type { BodyOf } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";
import type { loginEndpoint } from "./contract";
import { normalizeEmail } from "./email-address";
import { addressKey, checkSignInLimits, countFailedSignIn } from "./limits";
import { openSession } from "./open-session";
import { isPasswordRight } from "./password";
import { signOut } from "./sign-out";
import { type SignedIn, USER_COLUMNS } from "./signed-in";

const refused = () => new AppError("unauthorized", "The e-mail address or the password is wrong.");

/**
 * Signs this device in, and out of the session it was in before, if any. Throws the same `unauthorized` after the same time whatever
 * was wrong, and `rate_limited` after too many failures, by account and by address.
 */
export async function signIn(ctx: Ctx, input: BodyOf<typeof loginEndpoint>): Promise<SignedIn> {
  const emailNormalized = normalizeEmail(input.email);
  await checkSignInLimits(ctx, emailNormalized);
  const user = await ctx.db.user.findUnique({
    where: { emailNormalized },
    select: { ...USER_COLUMNS, passwordHash: true, status: true },
  });
  const isRight = await isPasswordRight(user?.passwordHash, input.password);
  if (!user || !isRight || user.status !== "active") {
    ctx.log.warn("sign-in refused", { requestId: ctx.requestId, ip: ctx.ip, account: addressKey(emailNormalized) });
    await countFailedSignIn(ctx, emailNormalized);
    throw refused();
  }
  // Again, because guesses sent all at once passed the first check together.
  await checkSignInLimits(ctx, emailNormalized);
  const signedIn = await openSession(ctx.db, ctx, user);
  if (!signedIn) throw refused();
  await signOut(ctx, undefined);
  ctx.log.info("signed in", { requestId: ctx.requestId, ip: ctx.ip, userId: user.id });
  return signedIn;
}

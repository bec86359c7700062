import { invalid } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { checkSignInLimits, countFailedSignIn } from "./limits";
import { hashPassword, isPasswordRight } from "./password";
import { requireGoodPassword } from "./password-policy";
import { replacePassword } from "./replace-password";

/**
 * Changes one's own password and signs the other devices out. Wrong guesses count as failed sign-ins. Throws `validation_failed` on
 * `currentPassword` or `newPassword`, `rate_limited`.
 */
export async function changePassword(
  ctx: Ctx<UserActor>,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { userId, sessionId } = ctx.actor;
  const user = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } });
  await checkSignInLimits(ctx, user.emailNormalized);
  if (!(await isPasswordRight(user.passwordHash, currentPassword))) {
    ctx.log.warn("password change refused", { requestId: ctx.requestId, ip: ctx.ip, userId });
    await countFailedSignIn(ctx, user.emailNormalized);
    throw invalid("currentPassword", "This is not your current password.");
  }
  await checkSignInLimits(ctx, user.emailNormalized);
  requireGoodPassword(newPassword, user, "newPassword");
  const passwordHash = await hashPassword(newPassword);
  await inTransaction(ctx, (tx) => replacePassword(tx, userId, passwordHash, sessionId));
  ctx.log.info("password changed", { requestId: ctx.requestId, ip: ctx.ip, userId });
}

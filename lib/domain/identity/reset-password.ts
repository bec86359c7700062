import { invalid } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { hashMailToken, redeemMailToken } from "./mail-tokens";
import { hashPassword } from "./password";
import { requireGoodPassword } from "./password-policy";
import { replacePassword } from "./replace-password";

const wrongLink = () => invalid("token", "This link is wrong, has expired or was used before. Ask for a new one.");

/** Sets a new password by a mailed link, once, and signs every device out. Throws `validation_failed` on `token` or `password`. */
export async function resetPassword(ctx: Ctx, { token, password }: { token: string; password: string }): Promise<void> {
  const row = await ctx.db.mailToken.findUnique({
    where: { tokenHash: hashMailToken(token), purpose: "reset", usedAt: null },
    select: { user: { select: { email: true, name: true } } },
  });
  if (!row) throw wrongLink();
  // Before the link is used up, so that it still serves for a better password.
  requireGoodPassword(password, row.user, "password");
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx, async (tx) => {
    const userId = await redeemMailToken(tx, "reset", token);
    if (!userId) throw wrongLink();
    await replacePassword(tx, userId, passwordHash);
    ctx.log.info("password reset", { requestId: ctx.requestId, ip: ctx.ip, userId });
  });
}

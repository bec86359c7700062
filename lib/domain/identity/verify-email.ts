import { invalid } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { grantWelcome } from "@/lib/domain/ledger/grant-welcome";
import { noteReferralVerified } from "@/lib/domain/referrals/note-step";
import { isDisposable } from "./email-address";
import { hashMailToken, redeemMailToken } from "./mail-tokens";

/**
 * Confirms an address and books the welcome grant and an invitation's, in one transaction and once for ever. A used link of somebody who is verified is
 * fine (mail scanners and double clicks open links twice). Throws `validation_failed` on `token`.
 */
export async function verifyEmail(ctx: Ctx, token: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const userId = await redeemMailToken(tx, "verify", token);
    if (!userId) {
      const used = await tx.mailToken.findFirst({
        where: { tokenHash: hashMailToken(token), purpose: "verify", user: { emailVerifiedAt: { not: null } } },
        select: { id: true },
      });
      if (!used) throw invalid("token", "This link is wrong or has expired. Ask for a new one.");
      return;
    }
    const [user] = await tx.$queryRaw<{ id: string; emailNormalized: string }[]>`
      UPDATE "user" SET email_verified_at = now(), updated_at = now() WHERE id = ${userId} AND email_verified_at IS NULL
      RETURNING id, email_normalized AS "emailNormalized"`;
    if (!user || isDisposable(user.emailNormalized)) return;
    await noteReferralVerified(tx, user.id);
    await grantWelcome(tx, user);
  });
}

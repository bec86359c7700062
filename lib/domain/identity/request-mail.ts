import type { Ctx, World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/jobs/enqueue";
import { normalizeEmail } from "./email-address";
import { countMail } from "./limits";
import { issueMailToken, type MailPurpose } from "./mail-tokens";

/**
 * Asks for a confirmation or reset mail. Does the same work whether the address has an account or not, which the worker finds out
 * later, so that neither the answer nor its time tells. Throws `rate_limited`.
 */
export async function requestMail(ctx: Ctx, purpose: MailPurpose, email: string): Promise<void> {
  const emailNormalized = normalizeEmail(email);
  await countMail(ctx, emailNormalized);
  await enqueue(ctx.db, "request-mail", { purpose, emailNormalized });
}

/** Issues what `requestMail` asked for, if there is such an account and it still needs it. */
export async function answerMailRequest(
  world: World,
  { purpose, emailNormalized }: { purpose: MailPurpose; emailNormalized: string },
): Promise<void> {
  const user = await world.db.user.findUnique({ where: { emailNormalized, status: "active" } });
  if (!user || (purpose === "verify" && user.emailVerifiedAt)) return;
  await inTransaction(world, (tx) => issueMailToken(tx, world.env, user.id, purpose));
}

import { unitsToCredits } from "@/lib/core/credits";
import { AppError, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import type { Reason } from "@/lib/domain/ledger/contract";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { repayDebts } from "@/lib/domain/ledger/take-back";
import { notify } from "@/lib/domain/notifications/notify";
import { enqueue } from "@/lib/jobs/enqueue";

type Outcome = "granted" | "refused";
type Grant = { accountId: string; units: number; reason: Reason; reference: string; key: string; state: string };

async function lockWaiting(tx: Tx, id: string): Promise<Grant> {
  const [grant] = await tx.$queryRaw<Grant[]>`
    SELECT account_id AS "accountId", units, reason, reference, key, state FROM pending_grant WHERE id = ${id} FOR UPDATE`;
  if (!grant) throw notFound("This grant");
  if (grant.state !== "waiting")
    throw new AppError("conflict", `This was decided already: these credits were ${grant.state}.`);
  return grant;
}

/** The remix that the credits are for, if they are for one, and its author hears of them. */
async function resolveReward(tx: Tx, { accountId, units, reference }: Grant, outcome: Outcome): Promise<void> {
  const [reward] = await tx.$queryRaw<{ postId: string; remixerId: string }[]>`
    UPDATE reuse_reward SET state = ${outcome} WHERE generation_id = ${reference} AND state = 'pending'
      RETURNING post_id AS "postId", remixer_id AS "remixerId"`;
  if (!reward || outcome === "refused") return;
  const { postId, remixerId } = reward;
  const key = `reward:${postId}:${remixerId}`;
  await notify(tx, [{ userId: accountId, kind: "reward", key, postId, data: { credits: unitsToCredits(units) } }]);
}

/** The invitation that the credits are for, if they are the inviter's. What every ten bring is looked at afterwards. */
async function resolveReferral(tx: Tx, { accountId, units, reference, key }: Grant, outcome: Outcome): Promise<void> {
  if (key !== `referral:${reference}:referrer`) return;
  const isPaid = outcome === "granted";
  await tx.$executeRaw`
    UPDATE referral SET reward_state = ${isPaid ? "paid" : "refused"}, paid_at = CASE WHEN ${isPaid} THEN now() END
      WHERE referee_id = ${reference} AND reward_state = 'review'`;
  if (!isPaid) return;
  await notify(tx, [{ userId: accountId, kind: "referral", key, data: { credits: unitsToCredits(units) } }]);
  await enqueue(tx, "settle-referral", { refereeId: reference });
}

/**
 * Decides on promotional credits that wait, once for ever: books them under their own reason and key and lets them pay debts, or refuses them. The
 * reward or invitation behind them goes along. Not counted against the day's budget: a person has looked. Throws `not_found`, `conflict`.
 */
export async function resolveGrant(
  ctx: Ctx<AdminActor>,
  id: string,
  { outcome, reason }: { outcome: Outcome; reason: string },
): Promise<{ id: string; state: Outcome }> {
  if (!isId("grant", id)) throw notFound("This grant");
  await inTransaction(ctx, async (tx) => {
    const grant = await lockWaiting(tx, id);
    // First, like everywhere: the rows behind a grant before the accounts.
    if (grant.reason === "reuse_reward") await resolveReward(tx, grant, outcome);
    if (grant.reason === "referral") await resolveReferral(tx, grant, outcome);
    const { state: _, ...entry } = grant;
    if (outcome === "granted") {
      await postEntry(tx, entry);
      await repayDebts(tx, { accountId: grant.accountId, grantedUnits: grant.units, grantKey: grant.key });
    }
    await tx.pendingGrant.update({
      where: { id },
      data: { state: outcome, resolvedAt: await databaseNow(tx), resolvedById: ctx.actor.userId },
    });
    const action = outcome === "granted" ? "grant.approve" : "grant.refuse";
    const details = { grantId: id, units: grant.units, for: grant.reason, key: grant.key };
    await recordAudit(tx, ctx, { action, subject: grant.accountId, reason, details });
  });
  return { id, state: outcome };
}

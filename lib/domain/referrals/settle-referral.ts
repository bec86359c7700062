import { unitsToCredits } from "@/lib/core/credits";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { grantPromotion, type ReviewCause } from "@/lib/domain/ledger/grant-promotion";
import { notify } from "@/lib/domain/notifications/notify";
import { findTies } from "@/lib/domain/rewards/ties";

/** So many qualified referees make a milestone of their own, again and again. */
export const REFEREES_PER_MILESTONE = 10;
const BATCH = 100;

type Due = { referrerId: string; rewardUnits: number; flags: ReviewCause[]; isDue: boolean; isVelocityBroken: boolean };

/** Locks the referral. `isVelocityBroken`: today or this month (IST) the referrer has had as many rewards as go without a look. */
async function lockReferral(tx: Tx, refereeId: string): Promise<Due | undefined> {
  const [due] = await tx.$queryRaw<Due[]>`
    SELECT r.referrer_id AS "referrerId", r.reward_units AS "rewardUnits", r.flags,
      r.reward_state = 'booked' AND r.reward_due_at <= now() AS "isDue",
      paid.today >= s.referral_day_limit OR paid.this_month >= s.referral_month_limit AS "isVelocityBroken"
    FROM referral r, settings_in_force() s, LATERAL (
      SELECT count(*) FILTER (WHERE p.paid_at >= date_trunc('day', now() AT TIME ZONE 'Asia/Kolkata') AT TIME ZONE 'Asia/Kolkata') AS today,
        count(*) AS this_month
      FROM referral p WHERE p.referrer_id = r.referrer_id
        AND p.paid_at >= date_trunc('month', now() AT TIME ZONE 'Asia/Kolkata') AT TIME ZONE 'Asia/Kolkata') paid
    WHERE r.referee_id = ${refereeId} FOR UPDATE OF r`;
  return due;
}

async function pay(tx: Tx, refereeId: string, { referrerId, rewardUnits, flags }: Due): Promise<void> {
  const key = `referral:${refereeId}:referrer`;
  const grant = { accountId: referrerId, units: rewardUnits, reason: "referral", reference: refereeId, key } as const;
  const outcome = rewardUnits > 0 ? await grantPromotion(tx, grant, flags[0]) : "granted";
  if (outcome === "pending") {
    await tx.referral.update({ where: { refereeId }, data: { rewardState: "review" } });
    return;
  }
  await tx.$executeRaw`UPDATE referral SET reward_state = 'paid', paid_at = now() WHERE referee_id = ${refereeId}`;
  if (rewardUnits > 0)
    await notify(tx, [{ userId: referrerId, kind: "referral", key, data: { credits: unitsToCredits(rewardUnits) } }]);
}

/** The bonus for every ten referees who qualified and whose reward needed no review, or passed it; each once for ever: the milestone's row decides. */
async function reachMilestones(tx: Tx, referrerId: string): Promise<void> {
  const [{ qualified, units } = { qualified: 0, units: 0 }] = await tx.$queryRaw<
    { qualified: number; units: number }[]
  >`
    SELECT count(*)::int AS qualified, s.referral_ten_units AS units FROM referral r, settings_in_force() s
      WHERE r.referrer_id = ${referrerId} AND r.qualified_at IS NOT NULL AND r.reward_state = 'paid' GROUP BY s.referral_ten_units`;
  for (let reached = REFEREES_PER_MILESTONE; reached <= qualified; reached += REFEREES_PER_MILESTONE) {
    const reference = `referrals_${reached}`;
    const { count } = await tx.milestone.createMany({
      data: [{ userId: referrerId, key: reference, units }],
      skipDuplicates: true,
    });
    if (count === 0 || units === 0) continue;
    const key = `referral_milestone:${referrerId}:${reached}`;
    await grantPromotion(tx, { accountId: referrerId, units, reason: "referral", reference, key });
    const data = { milestone: reference, credits: unitsToCredits(units) };
    await notify(tx, [{ userId: referrerId, kind: "milestone", key, data }]);
  }
}

/**
 * Pays what is due to who invited somebody, or sends it to review, and books the bonus for every ten qualified; in one transaction. What two accounts share is
 * looked at again, because a device or a card may have come since. Runs twice harmlessly.
 */
export async function settleReferral(world: World, { refereeId }: { refereeId: string }): Promise<void> {
  world.failpoint("before-settle-referral");
  await inTransaction(world, async (tx) => {
    const known = await tx.referral.findUnique({ where: { refereeId }, select: { referrerId: true } });
    if (!known) return;
    // One at a time per referrer: limits and tens are counted.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('referrals:' || ${known.referrerId}, 0))`;
    const due = await lockReferral(tx, refereeId);
    if (!due) return;
    const ties = await findTies(tx, refereeId, due.referrerId);
    const velocity: ReviewCause[] = due.isDue && due.isVelocityBroken ? ["velocity"] : [];
    const flags = [...new Set([...due.flags, ...ties, ...velocity])];
    if (flags.length > due.flags.length) await tx.referral.update({ where: { refereeId }, data: { flags } });
    if (due.isDue) await pay(tx, refereeId, { ...due, flags });
    await reachMilestones(tx, due.referrerId);
  });
  world.failpoint("after-settle-referral");
}

/** Settles the referrals whose waiting time is over. Returns how many. */
export async function settleDueReferrals(world: World): Promise<number> {
  const { rows } = await world.pool.query<{ refereeId: string }>(
    `SELECT referee_id AS "refereeId" FROM referral WHERE reward_state = 'booked' AND reward_due_at <= now() ORDER BY reward_due_at LIMIT $1`,
    [BATCH],
  );
  for (const due of rows) await settleReferral(world, due);
  return rows.length;
}

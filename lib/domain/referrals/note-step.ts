import type { Tx } from "@/lib/db/prisma";
import { grantPromotion } from "@/lib/domain/ledger/grant-promotion";
import { notify } from "@/lib/domain/notifications/notify";
import { findTies } from "@/lib/domain/rewards/ties";
import { enqueue } from "@/lib/jobs/enqueue";

/** A referee qualifies by a first purchase, or by so many pictures of which one comes so many days after they joined (product.md 2). */
const QUALIFYING_PICTURES = 3;
const QUALIFYING_DAYS = 7;

/** As codes are made: letters and digits. */
export const normalizeCode = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Writes down by whose link somebody joined, in the transaction that makes their account. A code that is nobody's changes nothing. */
export async function noteReferral(tx: Tx, refereeId: string, code: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO referral (referee_id, referrer_id)
      SELECT ${refereeId}, u.id FROM "user" u WHERE u.referral_code = ${normalizeCode(code)} AND u.status = 'active' AND u.id <> ${refereeId}`;
}

/**
 * Books the referee's own grant, in the transaction that confirms their address for the first time (not for disposable ones), and tells who invited them.
 * Where both look like one person it waits for review.
 */
export async function noteReferralVerified(tx: Tx, refereeId: string): Promise<void> {
  const [referral] = await tx.$queryRaw<{ referrerId: string; units: number }[]>`
    UPDATE referral r SET verified_at = now() FROM settings_in_force() s WHERE r.referee_id = ${refereeId} AND r.verified_at IS NULL
      RETURNING r.referrer_id AS "referrerId", s.referee_units AS units`;
  if (!referral) return;
  const { referrerId, units } = referral;
  const [tie] = await findTies(tx, refereeId, referrerId);
  const key = `referral:${refereeId}:referee`;
  if (units > 0)
    await grantPromotion(tx, { accountId: refereeId, units, reason: "referral", reference: refereeId, key }, tie);
  await notify(tx, [
    {
      userId: referrerId,
      kind: "referral",
      key: `referral:${refereeId}:joined`,
      actorId: refereeId,
      data: { joined: true },
    },
  ]);
}

const enqueueSettling = (tx: Tx, refereeId: string) =>
  enqueue(tx, "settle-referral", { refereeId }, { jobKey: `referral:${refereeId}` });

/**
 * Call it in the transaction that delivers a picture, before anything that touches accounts: the referee's first one books the referrer's reward, and a
 * later one may qualify them. Paying is a job of its own, so that nobody's picture waits for somebody else's account.
 */
export async function noteReferralPicture(tx: Tx, refereeId: string): Promise<void> {
  const [referral] = await tx.$queryRaw<{ isRipe: boolean }[]>`
    UPDATE referral r SET first_picture_at = coalesce(r.first_picture_at, now()),
        reward_state = CASE r.reward_state WHEN 'none' THEN 'booked' ELSE r.reward_state END,
        reward_units = CASE r.reward_state WHEN 'none' THEN s.referrer_units ELSE r.reward_units END,
        reward_due_at = CASE WHEN r.reward_state <> 'none' THEN r.reward_due_at WHEN r.first_purchase_at IS NOT NULL THEN now()
          ELSE now() + s.referral_hold_days * interval '1 day' END,
        qualified_at = CASE WHEN r.qualified_at IS NOT NULL THEN r.qualified_at
          WHEN r.created_at <= now() - ${QUALIFYING_DAYS}::int * interval '1 day' AND ${QUALIFYING_PICTURES}::int <= (SELECT count(*) FROM (
            SELECT FROM generation g WHERE g.user_id = r.referee_id AND g.state = 'succeeded' LIMIT ${QUALIFYING_PICTURES}::int) made) THEN now() END
      FROM settings_in_force() s
      WHERE r.referee_id = ${refereeId} AND r.verified_at IS NOT NULL AND (r.first_picture_at IS NULL OR r.qualified_at IS NULL)
      RETURNING r.qualified_at IS NOT NULL OR r.reward_due_at <= now() AS "isRipe"`;
  if (referral?.isRipe) await enqueueSettling(tx, refereeId);
}

/** Call it in the transaction that credits a purchase, before anything that touches accounts: the first one qualifies a referee, and pays who invited them at once. */
export async function noteReferralPurchase(tx: Tx, refereeId: string): Promise<void> {
  const changed = await tx.$executeRaw`
    UPDATE referral SET first_purchase_at = now(), qualified_at = coalesce(qualified_at, now()),
        reward_due_at = CASE reward_state WHEN 'booked' THEN now() ELSE reward_due_at END
      WHERE referee_id = ${refereeId} AND first_purchase_at IS NULL AND verified_at IS NOT NULL`;
  if (changed > 0) await enqueueSettling(tx, refereeId);
}

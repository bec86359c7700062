import { unitsToCredits } from "@/lib/core/credits";
import type { Ctx, UserActor, World } from "@/lib/db/ctx";
import type { ReferralState, ReferralsView, ReferralView } from "./contract";
import { normalizeCode } from "./note-step";
import { REFEREES_PER_MILESTONE } from "./settle-referral";

const SHOWN = 100;

type Row = {
  name: string;
  createdAt: Date;
  verifiedAt: Date | null;
  rewardState: "none" | Extract<ReferralState, "booked" | "paid" | "review" | "refused">;
  rewardDueAt: Date | null;
  rewardUnits: number;
};

type Sums = {
  code: string;
  joined: number;
  qualified: number;
  earned: number;
  booked: number;
  refereeUnits: number;
  referrerUnits: number;
  tenUnits: number;
  holdDays: number;
};

function stateOf({ rewardState, verifiedAt }: Row): ReferralState {
  if (rewardState !== "none") return rewardState;
  return verifiedAt ? "verified" : "joined";
}

function toReferralView(row: Row): ReferralView {
  const state = stateOf(row);
  return {
    name: row.name,
    joinedAt: row.createdAt.toISOString(),
    state,
    ...(state === "booked" && row.rewardDueAt ? { dueAt: row.rewardDueAt.toISOString() } : {}),
    credits: unitsToCredits(row.rewardUnits),
  };
}

/** The actor's link, who joined by it, and what that brought. */
export async function readReferrals(ctx: Ctx<UserActor>): Promise<ReferralsView> {
  const values = [ctx.actor.userId];
  const [people, { rows }] = await Promise.all([
    ctx.pool.query<Row>(
      `SELECT u.name, r.created_at AS "createdAt", r.verified_at AS "verifiedAt", r.reward_state AS "rewardState",
          r.reward_due_at AS "rewardDueAt", r.reward_units AS "rewardUnits"
        FROM referral r JOIN "user" u ON u.id = r.referee_id WHERE r.referrer_id = $1
        ORDER BY r.created_at DESC, r.referee_id LIMIT ${SHOWN}`,
      values,
    ),
    ctx.pool.query<Sums>(
      `SELECT u.referral_code AS code, count(r.referee_id)::int AS joined,
          count(*) FILTER (WHERE r.qualified_at IS NOT NULL AND r.reward_state = 'paid')::int AS qualified,
          coalesce(sum(r.reward_units) FILTER (WHERE r.reward_state = 'booked'), 0)::int AS booked,
          (SELECT coalesce(sum(e.units), 0) FROM ledger_entry e
            WHERE e.account_id = u.id AND e.reason = 'referral' AND e.reference <> u.id)::int AS earned,
          s.referee_units AS "refereeUnits", s.referrer_units AS "referrerUnits", s.referral_ten_units AS "tenUnits", s.referral_hold_days AS "holdDays"
        FROM settings_in_force() s, "user" u LEFT JOIN referral r ON r.referrer_id = u.id WHERE u.id = $1
        GROUP BY u.id, s.referee_units, s.referrer_units, s.referral_ten_units, s.referral_hold_days`,
      values,
    ),
  ]);
  const sums = rows[0];
  if (!sums) throw new Error("No settings are in force: the seed has not run.");
  return {
    code: sums.code,
    link: `${ctx.env.APP_URL}/r/${sums.code}`,
    referrals: people.rows.map(toReferralView),
    joined: sums.joined,
    qualified: sums.qualified,
    creditsEarned: unitsToCredits(sums.earned),
    creditsBooked: unitsToCredits(sums.booked),
    nextMilestone: {
      missing: REFEREES_PER_MILESTONE - (sums.qualified % REFEREES_PER_MILESTONE),
      credits: unitsToCredits(sums.tenUnits),
    },
    terms: {
      refereeCredits: unitsToCredits(sums.refereeUnits),
      referrerCredits: unitsToCredits(sums.referrerUnits),
      holdDays: sums.holdDays,
    },
  };
}

/** Who invites by this code, and the credits it brings to who joins; undefined for a code that is nobody's. */
export async function readInvitation(
  on: Pick<World, "pool">,
  code: string,
): Promise<{ name: string; credits: number } | undefined> {
  const { rows } = await on.pool.query<{ name: string; units: number }>(
    `SELECT u.name, s.referee_units AS units FROM "user" u, settings_in_force() s WHERE u.referral_code = $1 AND u.status = 'active'`,
    [normalizeCode(code)],
  );
  return rows[0] && { name: rows[0].name, credits: unitsToCredits(rows[0].units) };
}

import type { Studio } from "@/tests/generation/studio";
import type { Names } from "./play";

export type Grant = { accountId: string; units: number; key: string; reason: string };
export type Held = Grant & { cause: string };
export type Pair = { postId: string; remixerId: string; state: "granted" | "pending" | "capped"; units: number };
export type Invited = { refereeId: string; referrerId: string; state: "none" | "booked" | "paid" | "review" };

/** What the books say of a town: rows only, nothing of the product's own reading. */
export type Facts = {
  granted: Map<string, Grant>;
  held: Map<string, Held>;
  pairs: Pair[];
  referrals: Invited[];
  /** Of the day's budget. */
  leftUnits: number;
};

const byKey = <Row extends { key: string }>(rows: Row[]) => new Map(rows.map((row) => [row.key, row]));

export async function readFacts(studio: Studio, { users }: Names): Promise<Facts> {
  const [granted, held, pairs, referrals, [budget]] = await Promise.all([
    studio.sql<Grant>(
      `SELECT account_id AS "accountId", units, key, reason FROM ledger_entry WHERE account_id = ANY($1) AND reason IN ('reuse_reward', 'referral')`,
      [users],
    ),
    studio.sql<Held>(
      `SELECT account_id AS "accountId", units, key, reason, cause FROM pending_grant WHERE account_id = ANY($1) AND reason IN ('reuse_reward', 'referral')`,
      [users],
    ),
    studio.sql<Pair>(
      `SELECT post_id AS "postId", remixer_id AS "remixerId", state, units FROM reuse_reward WHERE author_id = ANY($1) OR remixer_id = ANY($1)`,
      [users],
    ),
    studio.sql<Invited>(
      `SELECT referee_id AS "refereeId", referrer_id AS "referrerId", reward_state AS state FROM referral WHERE referee_id = ANY($1)`,
      [users],
    ),
    studio.sql<{ left: number }>(
      `SELECT (SELECT daily_promotion_units FROM settings ORDER BY version DESC LIMIT 1) - coalesce(sum(granted_units), 0)::int AS left FROM promotion_day
        WHERE day = (now() AT TIME ZONE 'Asia/Kolkata')::date`,
    ),
  ]);
  return { granted: byKey(granted), held: byKey(held), pairs, referrals, leftUnits: budget?.left ?? Number.NaN };
}

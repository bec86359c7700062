import type { Pool } from "pg";
import { AppError, type LimitStanding } from "@/lib/core/errors";
import { RATE_RULES, type RateRule } from "@/lib/core/rate-rules";
import type { Limits } from "@/lib/db/ctx";

const refused = (standing: LimitStanding) =>
  new AppError("rate_limited", "That was a lot at once. Please wait a moment and try again.", {
    retryAfterSeconds: standing.resetSeconds,
    limit: standing,
  });

/** Milliseconds by the database's clock: a process whose own is wrong neither opens a window early nor shuts it for others. */
const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
/** One statement counts, so that simultaneous requests each get a place of their own. */
const TAKE = `INSERT INTO rate_limit AS r (key, points, expire) VALUES ($1, 1, ${NOW} + $2::bigint)
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN r.expire <= ${NOW} THEN 1 ELSE r.points + 1 END,
    expire = CASE WHEN r.expire <= ${NOW} THEN excluded.expire ELSE r.expire END
  RETURNING points, (expire - ${NOW})::int AS "msLeft"`;
const LOOK = `SELECT points, (expire - ${NOW})::int AS "msLeft" FROM rate_limit WHERE key = $1 AND expire > ${NOW}`;

type Window = { points: number; msLeft: number };

/** Limits in PostgreSQL, so that they hold across processes: so many points in a window that begins with the first. */
export function createLimits(pool: Pool, scale: number): Limits {
  const standing = (rule: RateRule, { points, msLeft }: Window): LimitStanding => {
    const limit = Math.max(1, Math.round(RATE_RULES[rule].points * scale));
    return {
      ...{ limit, remaining: Math.max(0, limit - points), windowSeconds: RATE_RULES[rule].seconds },
      resetSeconds: Math.max(1, Math.ceil(msLeft / 1000)),
    };
  };
  return {
    async consume(rule, key) {
      const { rows } = await pool.query<Window>({
        name: "take-rate-point",
        text: TAKE,
        values: [`${rule}:${key}`, RATE_RULES[rule].seconds * 1000],
      });
      const window = rows[0]!;
      const now = standing(rule, window);
      if (window.points > now.limit) throw refused(now);
      return now;
    },
    async check(rule, key) {
      const { rows } = await pool.query<Window>(LOOK, [`${rule}:${key}`]);
      const now = rows[0] && standing(rule, rows[0]);
      if (now?.remaining === 0) throw refused(now);
    },
  };
}

import type { World } from "@/lib/db/ctx";
import { TIERS, type Tier } from "./tiers";

const REMEMBER_MS = 30_000;
const SAMPLE = 50;
/** Fewer than this say nothing; the table's figure stands. */
const MIN_SAMPLE = 5;

const remembered = new Map<Tier, { ms: number; until: number }>();

/** How long pictures of a tier usually take from submission to delivery: the median of the last 50, ms. An estimate, refreshed twice a minute. */
export async function usualMs(world: World, tier: Tier): Promise<number> {
  const known = remembered.get(tier);
  if (known && known.until > Date.now()) return known.ms;
  const { rows } = await world.pool.query<{ ms: number | null; sample: number }>(
    `SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - submitted_at) * 1000))::int AS ms, count(*)::int AS sample
      FROM (SELECT finished_at, submitted_at FROM generation WHERE model = $1 AND state = 'succeeded' ORDER BY finished_at DESC LIMIT $2) recent`,
    [TIERS[tier].model, SAMPLE],
  );
  const row = rows[0];
  const ms = row?.ms && row.sample >= MIN_SAMPLE ? row.ms : TIERS[tier].usualMs;
  remembered.set(tier, { ms, until: Date.now() + REMEMBER_MS });
  return ms;
}

import type { World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/jobs/enqueue";

/**
 * The fair order of waiting generations as SQL: a user's first one counts as their first in line however many others they sent, and those
 * already running count before it. Columns: id, user_id, created_at, place (1 is the user's first).
 */
export const WAITING = `SELECT g.id, g.user_id, g.created_at, g.not_before,
    coalesce(r.running, 0) + row_number() OVER (PARTITION BY g.user_id ORDER BY g.created_at, g.id) AS place
  FROM generation g LEFT JOIN (SELECT user_id, count(*) AS running FROM generation WHERE state IN ('submitting', 'running') GROUP BY user_id) r
    ON r.user_id = g.user_id
  WHERE g.state = 'queued'`;

const CLAIM = `WITH waiting AS (${WAITING}), chosen AS (
    SELECT w.id FROM waiting w, settings_in_force() s WHERE w.place <= s.max_running_per_user AND w.not_before <= now()
    ORDER BY w.place, w.created_at, w.id
    LIMIT greatest(0, $1::int - (SELECT count(*) FROM generation WHERE state IN ('submitting', 'running'))))
  UPDATE generation g SET state = 'submitting', submitted_at = now(), deadline_at = coalesce(g.deadline_at, now() + $2::int * interval '1 millisecond'),
      next_check_at = now() + $3::int * interval '1 millisecond'
    FROM chosen WHERE g.id = chosen.id AND g.state = 'queued' RETURNING g.id`;

/**
 * Claims waiting generations, fairly between users and within the limits per user and for the provider, and queues their submission in
 * the same transaction. One dispatcher at a time, over all processes, so that the limits are exact. Returns how many it claimed.
 */
export async function dispatchGenerations(world: World): Promise<number> {
  const { PROVIDER_CONCURRENCY, GENERATION_DEADLINE_MS, LEASE_MS } = world.env;
  const claimed = await inTransaction(world, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dispatch-generations'))`;
    const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
      CLAIM,
      PROVIDER_CONCURRENCY,
      GENERATION_DEADLINE_MS,
      LEASE_MS,
    );
    for (const { id } of rows) await enqueue(tx, "submit-generation", { generationId: id });
    return rows.length;
  });
  if (claimed > 0) world.failpoint("after-claim");
  return claimed;
}

import type { World } from "@/lib/db/ctx";

/**
 * Tells that these worker pools live, and gives back the tasks of those that fell silent (or never got to speak): the queue itself would
 * keep a killed worker's tasks locked for four hours.
 */
export async function beat(world: World, workerIds: readonly string[]): Promise<void> {
  const { pool, env } = world;
  await pool.query(
    `INSERT INTO worker_heartbeat (worker_id) SELECT unnest($1::text[])
      ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()`,
    [workerIds],
  );
  await pool.query("DELETE FROM worker_heartbeat WHERE seen_at < now() - $1::int * interval '1 millisecond'", [
    env.LEASE_MS,
  ]);
  const { rows } = await pool.query<{ worker_id: string }>(
    `SELECT DISTINCT locked_by AS worker_id FROM graphile_worker.jobs
      WHERE locked_at < now() - $1::int * interval '1 millisecond' AND locked_by NOT IN (SELECT worker_id FROM worker_heartbeat)`,
    [env.LEASE_MS],
  );
  if (rows.length === 0) return;
  const silent = rows.map((row) => row.worker_id);
  await pool.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [silent]);
  world.log.warn("silent workers' tasks given back", { workers: silent.length });
}

/** A worker that stops in order leaves no trace. */
export async function endBeat(world: World, workerIds: readonly string[]): Promise<void> {
  await world.pool.query("DELETE FROM worker_heartbeat WHERE worker_id = ANY($1)", [workerIds]);
}

import type { World } from "@/lib/db/ctx";
import { enqueue } from "@/lib/jobs/enqueue";
import { ProviderError } from "@/lib/providers/provider-error";
import { cancelPrediction, observePrediction } from "./observe-prediction";
import { settleGeneration } from "./settle-generation";
import { webhookAddress } from "./webhook-address";

const BATCH = 20;
/** Clocks differ; a prediction may say it was made a little before we asked. */
const CLOCK_SKEW_MS = 60_000;

type Due = {
  id: string;
  state: "submitting" | "running";
  prediction_id: string | null;
  final_prompt: string;
  create_started_at: Date | null;
  is_late: boolean;
  is_lost: boolean;
  is_leased: boolean;
  is_cancelled: boolean;
};

/** Takes the rows whose time has come and books their next look, so that workers share them. */
async function claimDue(world: World): Promise<Due[]> {
  const { env } = world;
  const paceMs = env.sandboxed.pictures || env.isProduction ? env.RECONCILE_INTERVAL_MS : env.POLL_INTERVAL_MS;
  const { rows } = await world.pool.query<Due>(
    `UPDATE generation g SET next_check_at = now() + $1::int * interval '1 millisecond'
      WHERE g.id IN (SELECT id FROM generation WHERE state IN ('submitting', 'running') AND next_check_at <= now()
        ORDER BY next_check_at LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING g.id, g.state, g.prediction_id, g.final_prompt, g.create_started_at,
        g.deadline_at + $3::int * interval '1 millisecond' < now() AS is_late,
        coalesce(g.create_started_at + $4::int * interval '1 millisecond' <= now(), false) AS is_lost,
        coalesce(g.lease_until > now(), false) AS is_leased, g.cancel_requested_at IS NOT NULL AS is_cancelled`,
    [paceMs, BATCH, env.GENERATION_DEADLINE_MARGIN_MS, env.LOST_CREATE_AFTER_MS],
  );
  return rows;
}

/** A create whose answer never came: the provider's list may hold its prediction; if not, it ends with a refund and is never sent again. */
async function findLostCreate(world: World, row: Due): Promise<void> {
  const webhookUrl = webhookAddress(world.env, row.id);
  const prediction = await world.ports.images?.find({
    generationId: row.id,
    prompt: row.final_prompt,
    since: new Date((row.create_started_at?.getTime() ?? Date.now()) - CLOCK_SKEW_MS),
    ...(webhookUrl ? { webhookUrl } : {}),
  });
  if (prediction && (await observePrediction(world, row.id, prediction))) return;
  await settleGeneration(
    world,
    row.id,
    row.is_cancelled ? { state: "cancelled" } : { state: "failed", code: "answer_lost" },
  );
}

async function endLate(world: World, row: Due): Promise<void> {
  if (row.prediction_id) await cancelPrediction(world, row.id, row.prediction_id);
  // No effect when the line above delivered it or another worker is delivering it right now.
  const { rowCount } = await world.pool.query("SELECT FROM generation WHERE id = $1 AND lease_until > now()", [row.id]);
  if (rowCount === 0)
    await settleGeneration(
      world,
      row.id,
      row.is_cancelled ? { state: "cancelled" } : { state: "failed", code: "timed_out" },
    );
}

async function reconcile(world: World, row: Due): Promise<void> {
  if (row.is_leased) return;
  if (row.state === "submitting") {
    // Claimed, and the worker died before it posted.
    if (!row.create_started_at) return enqueue(world.db, "submit-generation", { generationId: row.id });
    if (row.is_lost || row.is_late) await findLostCreate(world, row);
    return;
  }
  if (row.is_late) return endLate(world, row);
  if (!row.prediction_id || !world.ports.images) return;
  if (row.is_cancelled) return cancelPrediction(world, row.id, row.prediction_id);
  await observePrediction(world, row.id, await world.ports.images.get(row.prediction_id));
}

/**
 * One look at every generation whose time has come: polls what runs, finds lost creates, ends what is late, restarts what a dead worker
 * had claimed. Safe in any number of workers. Returns how many rows it looked at.
 */
export async function reconcileGenerations(world: World): Promise<number> {
  const due = await claimDue(world);
  const results = await Promise.allSettled(due.map((row) => reconcile(world, row)));
  for (const [index, result] of results.entries()) {
    if (result.status === "fulfilled") continue;
    const error: unknown = result.reason;
    const generationId = due[index]?.id;
    if (error instanceof ProviderError) {
      world.log.warn("reconcile postponed", { generationId, kind: error.kind, reason: error.message });
      // Nobody there knows this prediction any more: it will not come.
      if (error.kind === "not_found" && generationId)
        await settleGeneration(world, generationId, { state: "failed", code: "provider_failed" });
    } else world.log.error("reconcile failed", { generationId, error });
  }
  return due.length;
}

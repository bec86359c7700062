import type { World } from "@/lib/db/ctx";
import { enqueue } from "@/lib/jobs/enqueue";
import type { Prediction } from "@/lib/providers/image-generator";
import { ProviderError } from "@/lib/providers/provider-error";
import { cancelPrediction, observePrediction } from "./observe-prediction";
import { settleGeneration } from "./settle-generation";
import { canReceiveWebhooks, webhookAddress } from "./webhook-address";

/** Generations that one process looks at at the same time. */
const MAX_LOOKS = 20;
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

/** Takes rows whose time has come and books their next look, so that workers share them. */
async function claimDue(world: World, limit: number): Promise<Due[]> {
  const { env } = world;
  const paceMs = canReceiveWebhooks(env) ? env.RECONCILE_INTERVAL_MS : env.POLL_INTERVAL_MS;
  const { rows } = await world.pool.query<Due>(
    `UPDATE generation g SET next_check_at = now() + $1::int * interval '1 millisecond'
      WHERE g.id IN (SELECT id FROM generation WHERE state IN ('submitting', 'running') AND next_check_at <= now()
        ORDER BY next_check_at LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING g.id, g.state, g.prediction_id, g.final_prompt, g.create_started_at,
        g.deadline_at + $3::int * interval '1 millisecond' < now() AS is_late,
        coalesce(g.create_started_at + $4::int * interval '1 millisecond' <= now(), false) AS is_lost,
        coalesce(g.lease_until > now(), false) AS is_leased, g.cancel_requested_at IS NOT NULL AS is_cancelled`,
    [paceMs, limit, env.GENERATION_DEADLINE_MARGIN_MS, env.LOST_CREATE_AFTER_MS],
  );
  return rows;
}

async function candidatesFor(world: World, row: Due): Promise<Prediction[]> {
  const webhookUrl = webhookAddress(world.env, row.id);
  const since = new Date((row.create_started_at?.getTime() ?? Date.now()) - CLOCK_SKEW_MS);
  const { images } = world.ports;
  if (!images) return [];
  try {
    return await images.find({ prompt: row.final_prompt, since, ...(webhookUrl ? { webhookUrl } : {}) });
  } catch (error) {
    // Nobody waits for ever for a provider that is away.
    if (error instanceof ProviderError && row.is_late) return [];
    throw error;
  }
}

/** A create whose answer never came: the provider's list may hold its prediction; if not, it ends with a refund and is never sent again. */
async function findLostCreate(world: World, row: Due): Promise<void> {
  for (const prediction of await candidatesFor(world, row))
    if (await observePrediction(world, row.id, prediction)) return;
  const ending = row.is_cancelled
    ? ({ state: "cancelled" } as const)
    : ({ state: "failed", code: "answer_lost" } as const);
  // Unless its webhook came in the meantime.
  await settleGeneration(world, row.id, { ...ending, fromState: "submitting" });
}

async function endLate(world: World, row: Due): Promise<void> {
  if (row.prediction_id) {
    // A last try to deliver may be in there. Whatever fails it (a full disk), the job does not wait beyond its time.
    const tried = cancelPrediction(world, row.id, row.prediction_id);
    await tried.catch((error: unknown) => world.log.error("last try failed", { generationId: row.id, error }));
  }
  // No effect when the line above delivered it, or another worker is delivering it right now.
  await settleGeneration(
    world,
    row.id,
    row.is_cancelled ? { state: "cancelled" } : { state: "failed", code: "timed_out" },
  );
}

async function look(world: World, row: Due): Promise<void> {
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

async function lookOrLog(world: World, row: Due): Promise<void> {
  try {
    await look(world, row);
  } catch (error) {
    const generationId = row.id;
    if (!(error instanceof ProviderError)) return world.log.error("reconcile failed", { generationId, error });
    world.log.warn("reconcile postponed", { generationId, kind: error.kind, reason: error.message });
    // Nobody there knows this prediction any more: it will not come.
    if (error.kind === "not_found" && row.prediction_id)
      await settleGeneration(world, generationId, { state: "failed", code: "provider_failed" });
  }
}

/**
 * Looks at every generation whose time has come: polls what runs, finds lost creates, ends what is late, restarts what a dead worker
 * had claimed. Safe in any number of workers. A slow file holds up nobody else: `tick` starts looks and does not wait for them.
 */
export function createReconciler(world: World): { tick(): Promise<void>; settled(): Promise<void> } {
  const looks = new Set<Promise<void>>();
  return {
    async tick() {
      if (looks.size >= MAX_LOOKS) return;
      for (const row of await claimDue(world, MAX_LOOKS - looks.size)) {
        const started: Promise<void> = lookOrLog(world, row)
          .catch((error: unknown) => world.log.error("reconcile failed", { generationId: row.id, error }))
          .finally(() => looks.delete(started));
        looks.add(started);
      }
    },
    async settled() {
      await Promise.all(looks);
    },
  };
}

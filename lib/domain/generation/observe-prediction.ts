import type { World } from "@/lib/db/ctx";
import { isUniqueViolation } from "@/lib/db/transaction";
import type { ImageOutcome, Prediction } from "@/lib/providers/image-generator";
import { ProviderError } from "@/lib/providers/provider-error";
import { deliverPicture } from "./deliver-picture";
import type { FailureCode } from "./failures";
import { settleGeneration } from "./settle-generation";
import { canReceiveWebhooks } from "./webhook-address";

type Row = { state: string; prediction_id: string | null; is_cancelled: boolean; is_late: boolean; is_new: boolean };

/** Ties the prediction to its generation if none is tied yet, and reads where it stands. */
async function adopt(world: World, generationId: string, prediction: Prediction): Promise<Row | undefined> {
  const pollMs = canReceiveWebhooks(world.env) ? world.env.RECONCILE_INTERVAL_MS : world.env.POLL_INTERVAL_MS;
  try {
    const { rows } = await world.pool.query<Row>(
      `UPDATE generation SET prediction_id = $2, state = 'running', next_check_at = now() + $3::int * interval '1 millisecond',
          deadline_at = create_started_at + $4::int * interval '1 millisecond'
        WHERE id = $1 AND prediction_id IS NULL AND state = 'submitting' AND create_started_at IS NOT NULL
        RETURNING state, prediction_id, cancel_requested_at IS NOT NULL AS is_cancelled, deadline_at < now() AS is_late, true AS is_new`,
      [generationId, prediction.predictionId, pollMs, world.env.GENERATION_DEADLINE_MS],
    );
    if (rows[0]) return rows[0];
  } catch (error) {
    // Another generation has it: two alike were asked for and the list could not tell them apart.
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
  const { rows } = await world.pool.query<Row>(
    `SELECT state, prediction_id, cancel_requested_at IS NOT NULL AS is_cancelled, coalesce(deadline_at < now(), false) AS is_late, false AS is_new
      FROM generation WHERE id = $1`,
    [generationId],
  );
  return rows[0];
}

async function noteStart(world: World, generationId: string): Promise<void> {
  await world.pool.query(
    "UPDATE generation SET started_at = now() WHERE id = $1 AND state = 'running' AND started_at IS NULL",
    [generationId],
  );
}

const FAILURE_OF = {
  content_rejected: "content_rejected",
  failed: "provider_failed",
  files_gone: "file_unavailable",
} as const satisfies Record<Extract<ImageOutcome, { state: "failed" }>["reason"], FailureCode>;

/**
 * Takes in what is known of a prediction, from whichever door: create, webhook, poll, cancel, deadline. Repeats and older states change
 * nothing; an ended generation stays as it is. Returns whether the prediction belongs to the generation.
 */
export async function observePrediction(world: World, generationId: string, prediction: Prediction): Promise<boolean> {
  const row = await adopt(world, generationId, prediction);
  if (!row || row.prediction_id !== prediction.predictionId) {
    world.log.warn("prediction does not belong to this generation", {
      generationId,
      predictionId: prediction.predictionId,
    });
    return false;
  }
  if (row.state !== "running") return true;
  const { outcome } = prediction;
  switch (outcome.state) {
    case "starting":
    case "running":
      if (outcome.state === "running") await noteStart(world, generationId);
      if (row.is_new && row.is_cancelled) await cancelPrediction(world, generationId, prediction.predictionId);
      return true;
    case "succeeded":
      await deliverPicture(world, generationId, outcome.files);
      return true;
    case "failed":
      world.log.warn("prediction failed", { generationId, reason: outcome.reason });
      await settleGeneration(world, generationId, { state: "failed", code: FAILURE_OF[outcome.reason] });
      return true;
    case "cancelled": {
      const code = row.is_late || outcome.detail === "aborted" ? "timed_out" : "provider_stopped";
      await settleGeneration(
        world,
        generationId,
        row.is_cancelled ? { state: "cancelled" } : { state: "failed", code },
      );
      return true;
    }
  }
}

/** Asks the provider to stop, then takes in how it really ended: a success that was quicker is delivered. Until it has ended, the reconciler asks again. */
export async function cancelPrediction(world: World, generationId: string, predictionId: string): Promise<void> {
  const { images } = world.ports;
  if (!images) return;
  try {
    // What has ended already may refuse to be cancelled.
    const prediction = await images.cancel(predictionId).catch(() => images.get(predictionId));
    const isOpen = prediction.outcome.state === "starting" || prediction.outcome.state === "running";
    if (!isOpen) await observePrediction(world, generationId, prediction);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    world.log.warn("cancel failed", { generationId, kind: error.kind });
  }
}

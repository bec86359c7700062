import type { World } from "@/lib/db/ctx";
import { enqueue } from "@/lib/jobs/enqueue";
import type { ImageGenerator, ImageOrder, Prediction } from "@/lib/providers/image-generator";
import { ProviderError } from "@/lib/providers/provider-error";
import { Breaker } from "./breaker";
import type { FailureCode } from "./failures";
import { observePrediction } from "./observe-prediction";
import { settleGeneration } from "./settle-generation";
import { TIERS, type Tier } from "./tiers";
import { webhookAddress } from "./webhook-address";

const MIN_THROTTLE_PAUSE_MS = 3_000;
const MAX_ATTEMPTS = 8;
const MAX_BACKOFF_MS = 30_000;

type Row = {
  id: string;
  tier: Tier;
  model: string;
  final_prompt: string;
  negative_prompt: string;
  seed: number;
  width: number;
  height: number;
  submit_attempts: number;
  is_cancelled: boolean;
};

const breakers = new WeakMap<ImageGenerator, Breaker>();

function breakerOf(world: World, images: ImageGenerator): Breaker {
  const found = breakers.get(images) ?? new Breaker(world.env.BREAKER_OPEN_MS);
  breakers.set(images, found);
  return found;
}

/** Marks the row as posted, committed before the POST: whoever finds the mark never posts again. */
async function claimCreate(world: World, generationId: string): Promise<Row | undefined> {
  const { rows } = await world.pool.query<Row>(
    `UPDATE generation SET create_started_at = now(), submit_attempts = submit_attempts + 1
      WHERE id = $1 AND state = 'submitting' AND create_started_at IS NULL
      RETURNING id, tier, model, final_prompt, negative_prompt, seed, width, height, submit_attempts, cancel_requested_at IS NOT NULL AS is_cancelled`,
    [generationId],
  );
  return rows[0];
}

/** Back into the queue; only after the provider certainly created nothing. */
async function requeue(world: World, generationId: string, afterMs: number): Promise<void> {
  await world.pool.query(
    `UPDATE generation SET state = 'queued', create_started_at = NULL, submitted_at = NULL, deadline_at = NULL, next_check_at = NULL,
        not_before = now() + $2::int * interval '1 millisecond'
      WHERE id = $1 AND state = 'submitting' AND prediction_id IS NULL`,
    [generationId, Math.round(afterMs)],
  );
  await enqueue(
    world.db,
    "dispatch-generations",
    {},
    { runAt: new Date(Date.now() + afterMs), jobKey: `dispatch:${generationId}` },
  );
}

function toOrder(world: World, row: Row): ImageOrder {
  const { takesNegativePrompt, takesSeed } = TIERS[row.tier];
  const webhookUrl = webhookAddress(world.env, row.id);
  return {
    generationId: row.id,
    model: row.model,
    prompt: row.final_prompt,
    width: row.width,
    height: row.height,
    deadlineMs: world.env.GENERATION_DEADLINE_MS,
    ...(takesNegativePrompt && row.negative_prompt ? { negativePrompt: row.negative_prompt } : {}),
    ...(takesSeed ? { seed: row.seed } : {}),
    ...(webhookUrl ? { webhookUrl } : {}),
  };
}

/** One POST, and after a 429 exactly one more: that answer is the only one that says for certain that nothing was created. */
async function createOnce(images: ImageGenerator, order: ImageOrder): Promise<Prediction> {
  try {
    return await images.create(order);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "rate_limited") throw error;
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(error.details.retryAfterMs ?? 0, MIN_THROTTLE_PAUSE_MS)),
    );
    return images.create(order);
  }
}

const FINAL: Partial<Record<ProviderError["kind"], FailureCode>> = {
  auth: "provider_refused",
  billing: "provider_unavailable",
  not_found: "provider_refused",
  invalid_input: "provider_refused",
  content_rejected: "content_rejected",
};

async function afterFailedCreate(world: World, row: Row, error: ProviderError): Promise<void> {
  const { kind, details } = error;
  const fields = { generationId: row.id, model: row.model, kind, status: details.status, inputFields: details.fields };
  const final = FINAL[kind];
  if (final) {
    world.log.error("create refused", fields);
    await settleGeneration(world, row.id, { state: "failed", code: final });
    return;
  }
  world.log.warn("create failed", fields);
  if (kind === "rate_limited" || kind === "unreachable") {
    if (row.submit_attempts >= MAX_ATTEMPTS)
      await settleGeneration(world, row.id, { state: "failed", code: "provider_unavailable" });
    else await requeue(world, row.id, details.retryAfterMs ?? Math.min(MAX_BACKOFF_MS, 500 * 2 ** row.submit_attempts));
    return;
  }
  // A prediction may exist: never posted again. Its webhook or, later, the provider's list brings it.
  await world.pool.query(
    "UPDATE generation SET next_check_at = now() + $2::int * interval '1 millisecond' WHERE id = $1 AND state = 'submitting'",
    [row.id, world.env.LOST_CREATE_AFTER_MS],
  );
}

/**
 * Sends a claimed generation to the image service: at most one create that could succeed, whatever dies when. The provider's id is
 * committed before anything else happens.
 */
export async function submitGeneration(world: World, { generationId }: { generationId: string }): Promise<void> {
  const { images } = world.ports;
  if (!images) return void (await settleGeneration(world, generationId, { state: "failed", code: "not_configured" }));
  const breaker = breakerOf(world, images);
  if (breaker.waitMs() > 0) return requeue(world, generationId, breaker.waitMs());
  const row = await claimCreate(world, generationId);
  if (!row) return;
  if (row.is_cancelled) return void (await settleGeneration(world, generationId, { state: "cancelled" }));
  world.failpoint("before-create");
  try {
    const prediction = await createOnce(images, toOrder(world, row));
    breaker.succeeded();
    world.failpoint("after-create");
    await observePrediction(world, generationId, prediction);
    world.failpoint("after-adopt");
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    breaker.failed(error.kind);
    await afterFailedCreate(world, row, error);
  }
}

import type { World } from "@/lib/db/ctx";
import { enqueue } from "@/lib/jobs/enqueue";
import type { ImageGenerator, ImageOrder, Prediction } from "@/lib/providers/image-generator";
import { ProviderError } from "@/lib/providers/provider-error";
import { breakerOf, noteCircuit } from "./circuits";
import type { FailureCode } from "./failures";
import { modelsFor, type RouteModel } from "./models-for";
import { observePrediction } from "./observe-prediction";
import { settleGeneration } from "./settle-generation";
import { TIERS, type Tier } from "./tiers";
import { webhookAddress } from "./webhook-address";

/** A longer pause is spent in the queue. */
const MAX_THROTTLE_PAUSE_MS = 10_000;
/** Timers may fire a little before the database's clock agrees. */
const TIMER_SLACK_MS = 20;
const FIRST_BACKOFF_MS = 500;
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

/** Marks the row as posted, committed before the POST: whoever finds the mark never posts again. */
async function claimCreate(world: World, generationId: string): Promise<Row | undefined> {
  const { rows } = await world.pool.query<Row>(
    `UPDATE generation SET create_started_at = now(), submit_attempts = submit_attempts + 1
      WHERE id = $1 AND state = 'submitting' AND create_started_at IS NULL AND not_before <= now()
      RETURNING id, tier, model, final_prompt, negative_prompt, seed, width, height, submit_attempts, cancel_requested_at IS NOT NULL AS is_cancelled`,
    [generationId],
  );
  return rows[0];
}

/** Back into the queue; only for the holder of the mark, and only if the provider certainly created nothing. Too late for another try: it ends with a refund. */
async function requeue(world: World, generationId: string, afterMs: number): Promise<void> {
  const { rowCount } = await world.pool.query(
    `UPDATE generation SET state = 'queued', create_started_at = NULL, submitted_at = NULL, next_check_at = NULL,
        not_before = now() + $2::int * interval '1 millisecond'
      WHERE id = $1 AND state = 'submitting' AND prediction_id IS NULL AND deadline_at > now() + $2::int * interval '1 millisecond'`,
    [generationId, Math.round(afterMs)],
  );
  if (rowCount === 0) {
    const ending = { state: "failed", code: "provider_unavailable", fromState: "submitting" } as const;
    await settleGeneration(world, generationId, ending);
    return;
  }
  await enqueue(world.db, "dispatch-generations", {}, { delayMs: afterMs, jobKey: `dispatch:${generationId}` });
}

/** Takes the mark of `claimCreate` back: the provider said that it created nothing, and nobody tries before the pause is over. */
async function releaseCreate(world: World, generationId: string, pauseMs: number): Promise<void> {
  await world.pool.query(
    `UPDATE generation SET create_started_at = NULL, not_before = now() + $2::int * interval '1 millisecond',
        next_check_at = now() + $3::int * interval '1 millisecond'
      WHERE id = $1 AND state = 'submitting' AND prediction_id IS NULL`,
    [generationId, Math.round(pauseMs), Math.round(pauseMs + world.env.LEASE_MS)],
  );
}

function toOrder(world: World, row: Row): ImageOrder {
  const { takesNegativePrompt, takesSeed } = TIERS[row.tier];
  const webhookUrl = webhookAddress(world.env, row.id);
  return {
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
    const backOffMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** row.submit_attempts);
    return requeue(world, row.id, details.retryAfterMs ?? backOffMs);
  }
  // A prediction may exist: never posted again. Its webhook or, later, the provider's list brings it.
  await world.pool.query(
    "UPDATE generation SET next_check_at = now() + $2::int * interval '1 millisecond' WHERE id = $1 AND state = 'submitting'",
    [row.id, world.env.LOST_CREATE_AFTER_MS],
  );
}

/** One POST. Undefined when it led to a prediction, else what went wrong. */
async function tryCreate(world: World, images: ImageGenerator, row: Row): Promise<ProviderError | undefined> {
  world.failpoint("before-create");
  let prediction: Prediction;
  try {
    prediction = await images.create(toOrder(world, row));
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  world.failpoint("after-create");
  await observePrediction(world, row.id, prediction);
  world.failpoint("after-adopt");
  return undefined;
}

/** The model refused by itself, and for certain made nothing: the next one may be asked in the same breath. */
const FAILS_OVER: readonly ProviderError["kind"][] = ["not_found", "invalid_input"];

/**
 * Commits which model is asked, and at what cost, before it is asked. False when the generation ended in the meantime: whoever was cut off from the database
 * after `claimCreate` must not have a picture made that nobody will get.
 */
async function noteModel(world: World, generationId: string, { model, costPaise }: RouteModel): Promise<boolean> {
  const { rowCount } = await world.pool.query(
    "UPDATE generation SET model = $2, provider_cost_paise = $3 WHERE id = $1 AND state = 'submitting'",
    [generationId, model, costPaise],
  );
  return rowCount === 1;
}

/**
 * Asks the models of the tier's route, in its order, until one creates. Passed over are those whose circuit is open; after a refusal that says for certain
 * that nothing was made comes the next one. Resolves to "created", to "ended" when it ended meanwhile, to the milliseconds until a circuit closes when all are open, or to the last error.
 */
async function tryInTurn(
  world: World,
  images: ImageGenerator,
  row: Row,
): Promise<"created" | "ended" | number | ProviderError> {
  const route = await modelsFor(world, row.tier);
  const breakers = route.map(({ model }) => breakerOf(world, images, model));
  let refusal: ProviderError | undefined;
  for (const [at, option] of route.entries()) {
    const breaker = breakers[at]!;
    if (breaker.waitMs() > 0) continue;
    if (!(await noteModel(world, row.id, option))) return "ended";
    const error = await tryCreate(world, images, { ...row, model: option.model });
    if (error) breaker.failed(error.kind);
    else breaker.succeeded();
    await noteCircuit(world, option.model, breaker);
    if (!error) return "created";
    refusal = error;
    if (!FAILS_OVER.includes(error.kind)) return error;
    world.log.warn("model refused", { generationId: row.id, model: option.model, kind: error.kind });
  }
  return refusal ?? Math.min(...breakers.map((breaker) => breaker.waitMs()));
}

/**
 * Sends a claimed generation to the image service: at most one create that could succeed, whatever dies when. The provider's id is
 * committed before anything else happens. A throttled create is repeated once, because a 429 says for certain that nothing was created.
 */
export async function submitGeneration(world: World, { generationId }: { generationId: string }): Promise<void> {
  const { images } = world.ports;
  if (!images) return void (await settleGeneration(world, generationId, { state: "failed", code: "not_configured" }));
  for (let isRepeat = false; ; isRepeat = true) {
    const row = await claimCreate(world, generationId);
    if (!row) return;
    if (row.is_cancelled) return void (await settleGeneration(world, generationId, { state: "cancelled" }));
    const error = await tryInTurn(world, images, row);
    if (error === "created" || error === "ended") return;
    if (typeof error === "number") return requeue(world, generationId, error);
    const pauseMs = Math.max(error.details.retryAfterMs ?? 0, world.env.THROTTLE_PAUSE_MS);
    if (isRepeat || error.kind !== "rate_limited" || pauseMs > MAX_THROTTLE_PAUSE_MS)
      return afterFailedCreate(world, row, error);
    await releaseCreate(world, generationId, pauseMs);
    await new Promise((resolve) => setTimeout(resolve, pauseMs + TIMER_SLACK_MS));
  }
}

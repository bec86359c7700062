import { type Answer, type Exchange, isRecord, json, readJson } from "../exchange";
import { readTokens, type WebhookWish, type Wishes } from "../prompt-tokens";
import { type InvalidField, invalidInput, refusal } from "./errors";
import {
  findModel,
  findVersion,
  fullName,
  isList,
  isOfficial,
  type Model,
  validateInput,
  withDefaults,
} from "./models";
import { pixelsOf } from "./pixels";
import { newPredictionId, type Stored, WEBHOOK_EVENTS, type WebhookEvent } from "./prediction";
import { isDeliverable } from "./webhooks";

const QUEUE_MS = 350;
/** Simulated model time: for any picture, and on top for each megapixel, ms at speed 1. */
const BASE_MS = 2_200;
const PER_MP_MS = 450;
const MIN_DEADLINE_MS = 5_000;
/** How soon a 429 asked for by a token says that the limit resets. */
const TOKEN_RETRY_S = 1;
const MAX_SEED = 2 ** 31;
/** What is sent when nobody chooses: "whenever there are new outputs or the prediction has finished". */
const DEFAULT_EVENTS: readonly WebhookEvent[] = ["output", "completed"];

/** `30s`, `5m`, `1h30m45s` or seconds without a unit, in ms; undefined when it is none or below five seconds. */
function readDuration(header: string): number | undefined {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(header.trim());
  const ms = parts ? (Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)) * 1000 : 0;
  return ms >= MIN_DEADLINE_MS ? ms : undefined;
}

function formatOf(model: Model, { output_format }: Record<string, unknown>): Stored["format"] {
  if (output_format === "jpg" || output_format === "jpeg") return "jpeg";
  if (output_format === "webp" || output_format === "png") return output_format;
  // Where nobody can choose: SDXL writes PNG, seedream JPEG.
  return model.owner === "bytedance" ? "jpeg" : "png";
}

function outputsOf({ num_outputs, max_images, sequential_image_generation }: Record<string, unknown>): number {
  if (typeof num_outputs === "number") return num_outputs;
  return sequential_image_generation === "auto" ? Number(max_images ?? 1) : 1;
}

const isEvents = (value: unknown): value is WebhookEvent[] =>
  Array.isArray(value) && value.every((one) => WEBHOOK_EVENTS.some((event) => event === one));

/** What is wrong with the request around the input. */
function envelopeFaults(body: Record<string, unknown>, isByName: boolean): InvalidField[] {
  const known = ["input", "webhook", "webhook_events_filter", "stream", ...(isByName ? [] : ["version"])];
  const root = (type: string, description: string) => ({ type, field: "(root)", description });
  const faults = Object.keys(body)
    .filter((key) => !known.includes(key))
    .map((key) => root("additional_property_not_allowed", `Additional property ${key} is not allowed`));
  if (!isRecord(body.input)) faults.push(root("required", "input is required"));
  if (!isByName && typeof body.version !== "string") faults.push(root("required", "version is required"));
  if (body.webhook !== undefined && !isDeliverable(body.webhook))
    faults.push({ type: "format", field: "webhook", description: "must be an address on this machine's loopback" });
  if (body.webhook_events_filter !== undefined && !isEvents(body.webhook_events_filter)) {
    const description = `must be a list of: ${WEBHOOK_EVENTS.join(", ")}`;
    faults.push({ type: "enum", field: "webhook_events_filter", description });
  }
  return faults;
}

type Parsed = { body: Record<string, unknown>; model: Model; deadlineMs?: number };

function parse(request: Exchange, modelName: string | undefined): Parsed | Answer {
  const body = readJson(request.body);
  if (!isRecord(body)) return json(400, { title: "Bad request", detail: "The body is not valid JSON.", status: 400 });
  const envelope = envelopeFaults(body, modelName !== undefined);
  if (envelope.length > 0) return invalidInput(envelope);
  const named = modelName === undefined ? undefined : findModel(modelName);
  const model =
    modelName === undefined ? findVersion(String(body.version)) : named && isOfficial(named) ? named : undefined;
  if (!model) return refusal(modelName === undefined ? 422 : 404);
  const faults = validateInput(model, body.input as Record<string, unknown>);
  if (faults.length > 0) return invalidInput(faults);
  const header = request.headers["cancel-after"];
  if (header === undefined) return { body, model };
  const deadlineMs = readDuration(String(header));
  if (deadlineMs !== undefined) return { body, model, deadlineMs };
  return invalidInput([{ type: "duration", field: "Cancel-After", description: "must be at least 5 seconds" }]);
}

const isAnswer = (value: object): value is Answer => "status" in value && typeof value.status === "number";

/** The service draws without a seed by chance, here by the id, so that a file is the same each time it is asked for. */
const seedOf = (asked: unknown, id: string): number =>
  typeof asked === "number" ? asked : Number.parseInt(id.slice(0, 6), 36) % MAX_SEED;

export type CreateSetting = { now: number; speed: number; model?: string; webhook?: WebhookWish };

/** A new prediction from a request, or the service's refusal. `speed` multiplies its time. */
export function createPrediction(request: Exchange, setting: CreateSetting): Stored | Answer {
  const parsed = parse(request, setting.model);
  if (isAnswer(parsed)) return parsed;
  const { body, model, deadlineMs } = parsed;
  const given = body.input as Record<string, unknown>;
  const input = withDefaults(model, given);
  const wishes: Wishes = { ...readTokens(String(input.prompt ?? "")) };
  if (setting.webhook) wishes.webhook = setting.webhook;
  if (wishes.status) return refusal(wishes.status, TOKEN_RETRY_S);
  if (wishes.isResetBefore) return { status: 0, mishap: { isReset: true } };
  const drawn = pixelsOf(fullName(model), input);
  const pixels = drawn ?? { width: 0, height: 0 };
  if (!drawn) wishes.failure = "fail";
  const startsAt = setting.now + QUEUE_MS * setting.speed;
  const workMs = BASE_MS + (PER_MP_MS * pixels.width * pixels.height) / 2 ** 20;
  const id = newPredictionId();
  return {
    id,
    model: fullName(model),
    version: isOfficial(model) ? "hidden" : (model.version ?? "hidden"),
    input: given,
    status: "starting",
    error: null,
    pixels,
    format: formatOf(model, input),
    seed: seedOf(input.seed, id),
    isList: isList(model),
    outputs: outputsOf(input),
    wishes,
    ...(typeof body.webhook === "string" ? { webhook: body.webhook } : {}),
    events: isEvents(body.webhook_events_filter) ? body.webhook_events_filter : DEFAULT_EVENTS,
    createdAt: setting.now,
    startsAt,
    endsAt: startsAt + workMs * setting.speed + (wishes.slowMs ?? 0),
    ...(deadlineMs === undefined ? {} : { deadlineAt: setting.now + deadlineMs }),
    deliveries: [],
  };
}

import { type Answer, type Exchange, isRecord, json, readJson } from "../exchange";
import { readTokens, type Wishes } from "../prompt-tokens";
import { findModel, findVersion, fullName, isList, type Model, validateInput, withDefaults } from "./models";
import { pixelsOf } from "./pixels";
import { newPredictionId, type Stored } from "./prediction";

const KNOWN = ["input", "version", "webhook", "webhook_events_filter", "stream"];
const QUEUE_MS = 350;
/** Simulated model time for a megapixel and on top, ms at speed 1. */
const BASE_MS = 2_200;
const PER_MP_MS = 450;
const MIN_DEADLINE_MS = 5_000;

const invalidVersion = () =>
  json(422, {
    title: "Invalid version or not permitted",
    detail: "The specified version does not exist (or perhaps you don't have permission to use it?)",
    status: 422,
  });

function invalid(fields: { type: string; field: string; description: string }[]): Answer {
  const detail = fields.map(({ field, description }) => `- ${field}: ${description}\n`).join("");
  return json(422, { detail, status: 422, title: "Input validation failed", invalid_fields: fields });
}

/** `30s`, `5m`, `1h30m45s` in ms; undefined when it is none or too short. */
function cancelAfterMs(header: string | string[] | undefined): number | undefined | "invalid" {
  if (header === undefined) return undefined;
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(String(header));
  const ms = parts ? (Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)) * 1000 : 0;
  return ms >= MIN_DEADLINE_MS ? ms : "invalid";
}

function formatOf(model: Model, input: Record<string, unknown>): Stored["format"] {
  if (input.output_format === "jpg" || input.output_format === "jpeg") return "jpeg";
  if (input.output_format === "webp" || input.output_format === "png") return input.output_format;
  // What the models deliver when nobody chooses: SDXL PNG, seedream JPEG.
  return model.owner === "bytedance" ? "jpeg" : "png";
}

export type CreateSetting = { now: number; speed: number; model?: string; faultWebhook?: Wishes["webhook"] };

/** A new prediction from a request, or the service's refusal. */
export function createPrediction(
  request: Exchange,
  { now, speed, model: modelName, faultWebhook }: CreateSetting,
): Stored | Answer {
  const body = readJson(request.body);
  if (!isRecord(body))
    return json(400, { detail: "The request body is not valid JSON.", status: 400, title: "Bad request" });
  const unknown = Object.keys(body).filter((key) => !KNOWN.includes(key));
  if (unknown.length > 0)
    return invalid(
      unknown.map((key) => ({
        type: "additional_property_not_allowed",
        field: "(root)",
        description: `Additional property ${key} is not allowed`,
      })),
    );
  if (!isRecord(body.input)) return invalid([{ type: "required", field: "(root)", description: "input is required" }]);
  const model = modelName
    ? findModel(modelName)
    : typeof body.version === "string"
      ? findVersion(body.version)
      : undefined;
  if (!model)
    return modelName
      ? json(404, { detail: "The requested resource could not be found.", status: 404, title: "Not found" })
      : invalidVersion();
  const faults = validateInput(model, body.input);
  if (faults.length > 0) return invalid(faults);
  const deadline = cancelAfterMs(request.headers["cancel-after"]);
  if (deadline === "invalid")
    return invalid([
      { type: "cancel_after", field: "Cancel-After", description: "must be a duration of at least 5 seconds" },
    ]);

  const input = withDefaults(model, body.input);
  const wishes = { ...readTokens(String(input.prompt ?? "")), ...(faultWebhook ? { webhook: faultWebhook } : {}) };
  if (wishes.status)
    return json(wishes.status, { detail: `Asked for ${wishes.status}.`, status: wishes.status, title: "Sandbox" });
  const pixels = pixelsOf(input);
  const megapixels = (pixels.width * pixels.height) / 1_048_576;
  const startsAt = now + QUEUE_MS * speed;
  const endsAt = startsAt + (BASE_MS + PER_MP_MS * megapixels) * speed + (wishes.slowMs ?? 0);
  const events = Array.isArray(body.webhook_events_filter)
    ? body.webhook_events_filter.map(String)
    : ["start", "output", "logs", "completed"];
  return {
    id: newPredictionId(),
    model: fullName(model),
    version: modelName && !model.version ? "hidden" : (model.version ?? "hidden"),
    input: body.input,
    status: "starting",
    error: null,
    pixels,
    format: formatOf(model, input),
    isList: isList(model),
    wishes,
    ...(typeof body.webhook === "string" ? { webhook: body.webhook } : {}),
    events,
    createdAt: now,
    startsAt,
    endsAt,
    ...(deadline === undefined ? {} : { deadlineAt: now + deadline }),
    deliveries: [],
  };
}

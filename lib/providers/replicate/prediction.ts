import * as z from "zod/mini";
import type { ImageOutcome, Prediction } from "../image-generator";
import { ProviderError } from "../provider-error";

const schema = z.object({
  id: z.string().check(z.regex(/^[a-z0-9]{1,64}$/)),
  status: z.enum(["starting", "processing", "succeeded", "failed", "canceled", "aborted"]),
  output: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
  data_removed: z.optional(z.boolean()),
  started_at: z.optional(z.nullable(z.string())),
  created_at: z.optional(z.nullable(z.string())),
  webhook: z.optional(z.nullable(z.string())),
  input: z.optional(z.looseObject({ prompt: z.optional(z.unknown()) })),
});

export type WirePrediction = z.infer<typeof schema>;

const REJECTED = /nsfw|flagged as sensitive|E005/i;

/** `output` is an array or a single address, depending on the model. */
function filesOf(output: unknown): { url: string }[] {
  const list = Array.isArray(output) ? output : [output];
  return list.filter((item): item is string => typeof item === "string" && item !== "").map((url) => ({ url }));
}

function outcomeOf(wire: WirePrediction): ImageOutcome {
  const started = wire.started_at ? { startedAt: new Date(wire.started_at) } : {};
  switch (wire.status) {
    case "starting":
      return { state: "starting" };
    case "processing":
      return { state: "running", ...started };
    case "succeeded":
      if (wire.data_removed)
        return { state: "failed", reason: "files_gone", detail: "the files were removed before we fetched them" };
      return { state: "succeeded", files: filesOf(wire.output), ...started };
    case "failed": {
      const detail = typeof wire.error === "string" ? wire.error.slice(0, 300) : "no reason given";
      return { state: "failed", reason: REJECTED.test(detail) ? "content_rejected" : "failed", detail };
    }
    case "canceled":
    case "aborted":
      return { state: "cancelled", detail: wire.status };
  }
}

/** Parses a prediction from an answer or a webhook; throws ProviderError `bad_answer` when it is none. */
export function parsePrediction(value: unknown): { wire: WirePrediction; prediction: Prediction } {
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new ProviderError("bad_answer", "Replicate's answer is not a prediction");
  const wire = parsed.data;
  return { wire, prediction: { predictionId: wire.id, outcome: outcomeOf(wire) } };
}

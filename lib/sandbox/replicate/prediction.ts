import type { Wishes } from "../prompt-tokens";
import type { Pixels } from "./pixels";

export type Status = "starting" | "processing" | "succeeded" | "failed" | "canceled" | "aborted";
export const TERMINAL: readonly Status[] = ["succeeded", "failed", "canceled", "aborted"];

/** A webhook to be delivered; kept until it is, or until the schedule is over. */
export type Delivery = { id: string; event: "start" | "completed"; attempts: number; nextAt: number; isOver: boolean };

/** One prediction as the sandbox keeps it. Times are the sandbox clock's, ms. */
export type Stored = {
  id: string;
  model: string;
  version: string;
  input: Record<string, unknown>;
  status: Status;
  error: string | null;
  pixels: Pixels;
  format: "png" | "jpeg" | "webp";
  isList: boolean;
  wishes: Wishes;
  webhook?: string;
  events: string[];
  createdAt: number;
  startsAt: number;
  endsAt: number;
  startedAt?: number;
  completedAt?: number;
  deadlineAt?: number;
  deliveries: Delivery[];
};

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** 26 lower-case base-32 characters, as the service's ids look. */
export function newPredictionId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => ALPHABET[byte % 32]).join("");
}

const iso = (ms: number) => new Date(ms).toISOString();

/** The prediction as the wire shows it. Files, input and logs are removed after `ttlMs`. */
export function toWire(
  stored: Stored,
  { base, now, ttlMs }: { base: string; now: number; ttlMs: number },
): Record<string, unknown> {
  const isRemoved = stored.completedAt !== undefined && now > stored.completedAt + ttlMs;
  const address = `${base}/replicate/v1/predictions/${stored.id}`;
  const file = `${base}/replicate/files/${stored.id}/out-0.${stored.format}`;
  const output = stored.wishes.output === "empty" ? (stored.isList ? [] : null) : stored.isList ? [file] : file;
  return {
    id: stored.id,
    model: stored.model,
    version: stored.version,
    input: isRemoved ? {} : stored.input,
    logs: isRemoved || stored.startedAt === undefined ? "" : `Using seed: ${String(stored.input.seed ?? 0)}\n`,
    output: stored.status === "succeeded" && !isRemoved ? output : null,
    data_removed: isRemoved,
    error: stored.error,
    source: "api",
    status: stored.status,
    created_at: iso(stored.createdAt),
    ...(stored.startedAt === undefined ? {} : { started_at: iso(stored.startedAt) }),
    ...(stored.completedAt === undefined ? {} : { completed_at: iso(stored.completedAt) }),
    ...(stored.deadlineAt === undefined ? {} : { deadline: iso(stored.deadlineAt) }),
    ...(stored.webhook ? { webhook: stored.webhook, webhook_events_filter: stored.events } : {}),
    ...(stored.status === "succeeded" && stored.startedAt !== undefined && stored.completedAt !== undefined
      ? {
          metrics: {
            predict_time: (stored.completedAt - stored.startedAt) / 1000,
            total_time: (stored.completedAt - stored.createdAt) / 1000,
          },
        }
      : {}),
    urls: {
      get: address,
      cancel: `${address}/cancel`,
      stream: `${base}/replicate/files/${stored.id}/stream`,
      web: `${base}/replicate/p/${stored.id}`,
    },
  };
}

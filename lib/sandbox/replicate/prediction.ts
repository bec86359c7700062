import type { Wishes } from "../prompt-tokens";
import type { Pixels } from "./pixels";

export type Status = "starting" | "processing" | "succeeded" | "failed" | "canceled" | "aborted";
export const TERMINAL: readonly Status[] = ["succeeded", "failed", "canceled", "aborted"];

export const WEBHOOK_EVENTS = ["start", "output", "logs", "completed"] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A webhook to be delivered; kept until it is, or until the schedule is over. `id` stays the same on resends. */
export type Delivery = { id: string; event: WebhookEvent; attempts: number; nextAt: number; isOver: boolean };

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
  /** Of the first output; the following ones count on. */
  seed: number;
  /** Output is one address or a list, by the model; a list has this many. */
  isList: boolean;
  outputs: number;
  wishes: Wishes;
  webhook?: string;
  events: readonly WebhookEvent[];
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

/** Input, output, logs and files are gone `ttlMs` after the end. */
export const isRemoved = (stored: Stored, now: number, ttlMs: number): boolean =>
  stored.completedAt !== undefined && now > stored.completedAt + (stored.wishes.isRemoved ? -1 : ttlMs);

function outputOf(stored: Stored, base: string): string | string[] | null {
  if (stored.status !== "succeeded" || stored.wishes.output === "null") return null;
  if (stored.wishes.output === "empty") return stored.isList ? [] : "";
  const extension = stored.format === "jpeg" ? "jpg" : stored.format;
  const files = Array.from(
    { length: stored.outputs },
    (_, index) => `${base}/replicate/files/${stored.id}/out-${index}.${extension}`,
  );
  return stored.isList ? files : (files[0] ?? null);
}

function logsOf({ seed, startedAt, completedAt, status, error }: Stored): string {
  if (startedAt === undefined) return "";
  const lines = [`Using seed: ${seed}`];
  if (completedAt !== undefined && status === "succeeded")
    lines.push(`Generated in ${((completedAt - startedAt) / 1000).toFixed(1)} seconds`);
  if (error) lines.push(error);
  return `${lines.join("\n")}\n`;
}

function metricsOf({ createdAt, startedAt, completedAt }: Stored): { metrics?: Record<string, number> } {
  if (completedAt === undefined) return {};
  const total = { total_time: (completedAt - createdAt) / 1000 };
  return { metrics: startedAt === undefined ? total : { predict_time: (completedAt - startedAt) / 1000, ...total } };
}

export type WireSetting = { base: string; now: number; ttlMs: number };

/** The prediction as the wire shows it. */
export function toWire(stored: Stored, { base, now, ttlMs }: WireSetting): Record<string, unknown> {
  const isGone = isRemoved(stored, now, ttlMs);
  const address = `${base}/replicate/v1/predictions/${stored.id}`;
  return {
    id: stored.id,
    model: stored.model,
    version: stored.version,
    input: isGone ? {} : stored.input,
    logs: isGone ? "" : logsOf(stored),
    output: isGone ? null : outputOf(stored, base),
    data_removed: isGone,
    error: stored.error,
    source: "api",
    status: stored.status,
    created_at: iso(stored.createdAt),
    ...(stored.startedAt === undefined ? {} : { started_at: iso(stored.startedAt) }),
    ...(stored.completedAt === undefined ? {} : { completed_at: iso(stored.completedAt) }),
    ...(stored.deadlineAt === undefined ? {} : { deadline: iso(stored.deadlineAt) }),
    ...(stored.webhook ? { webhook: stored.webhook, webhook_events_filter: stored.events } : {}),
    ...metricsOf(stored),
    urls: {
      get: address,
      cancel: `${address}/cancel`,
      stream: `${base}/replicate/files/${stored.id}/stream`,
      web: `${base}/replicate/p/${stored.id}`,
    },
  };
}

/** The prediction as it stood when `event` happened, for webhooks that leave later. */
export function toEventWire(stored: Stored, event: WebhookEvent, setting: WireSetting): Record<string, unknown> {
  if (event === "completed") return toWire(stored, setting);
  const { completedAt: _, ...running } = stored;
  const asItStood = { ...running, status: "processing" as const, error: null };
  const wire = toWire(asItStood, setting);
  return event === "output" ? { ...wire, output: outputOf(stored, setting.base) } : wire;
}

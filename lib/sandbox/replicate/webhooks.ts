import { createHmac } from "node:crypto";
import type { WebhookWish } from "../prompt-tokens";
import type { Delivery, Stored, WebhookEvent } from "./prediction";

/** Only the last event is sent again: about a minute after completion it is given up (the service's own schedule). */
const RETRY_S = [1, 2, 4, 8, 16, 32];
const TIMEOUT_MS = 5_000;
const REORDERED_BY_MS = 500;
const LATE_BY_MS = 5_000;
const OLD_BY_S = 600;
const HUGE_BYTES = 5 * 1024 * 1024;
const OTHER_SECRET = "whsec_bm90IHRoZSByaWdodCBvbmU=";

/** `v1,<base64>` over `id.timestamp.body` (Standard Webhooks). */
export function sign(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** The sandbox calls this machine's loopback and nothing else. */
export function isDeliverable(address: unknown): address is string {
  const url = typeof address === "string" ? URL.parse(address) : null;
  return (
    url !== null &&
    ["http:", "https:"].includes(url.protocol) &&
    /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  );
}

/** Books an event's delivery, bent as the prompt's token asks. */
export function bookDelivery(stored: Stored, event: WebhookEvent, at: number): void {
  const { webhook: wish, webhookDelayMs = 0 } = stored.wishes;
  if (!stored.webhook || !stored.events.includes(event) || wish === "drop") return;
  const reordered = wish === "reorder" && event !== "completed" ? stored.endsAt - at + REORDERED_BY_MS : 0;
  const late = wish === "late" ? LATE_BY_MS : 0;
  const nextAt = at + webhookDelayMs + reordered + late;
  const delivery = { id: `msg_${crypto.randomUUID().replaceAll("-", "")}`, event, attempts: 0, nextAt, isOver: false };
  stored.deliveries.push(delivery, ...(wish === "dup" ? [{ ...delivery }] : []));
}

export type Posting = { url: string; secret: string; wish: WebhookWish | undefined; now: number };

/** Sends one delivery; answers with the receiver's status, or `cut` when none came within five seconds. Follows no redirect. */
export async function post(
  delivery: Delivery,
  prediction: Record<string, unknown>,
  { url, secret, wish, now }: Posting,
): Promise<number | "cut"> {
  const padding = wish === "huge" ? { padding: "x".repeat(HUGE_BYTES) } : {};
  const body = JSON.stringify({ ...prediction, ...padding });
  const timestamp = String(Math.floor(now / 1000) - (wish === "old" ? OLD_BY_S : 0));
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "user-agent": "Replicate/1.0 (sandbox)",
        "webhook-id": delivery.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(wish === "bad-signature" ? OTHER_SECRET : secret, delivery.id, timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return "cut";
  }
}

/** Books what follows an attempt: nothing after a 2xx, else the next try of the last event. */
export function afterAttempt(delivery: Delivery, status: number | "cut", now: number): void {
  const isTaken = status !== "cut" && status >= 200 && status < 300;
  const pauseS = delivery.event === "completed" ? RETRY_S[delivery.attempts] : undefined;
  delivery.attempts++;
  delivery.isOver = isTaken || pauseS === undefined;
  delivery.nextAt = now + (pauseS ?? 0) * 1000;
}

import { createHmac } from "node:crypto";
import type { Clock } from "../clock";
import type { Delivery, Stored } from "./prediction";

/** Only the last event is sent again: about a minute after completion it is given up (the service's own schedule). */
const RETRY_S = [1, 2, 4, 8, 16, 32];
const TIMEOUT_MS = 5_000;

export type WebhookContext = {
  clock: Clock;
  secret: string;
  speed: number;
  wire: (stored: Stored) => Record<string, unknown>;
  save: (stored: Stored) => void;
};

function sign(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** The sandbox calls loopback and public https addresses only, never a private network. */
function isAllowed(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname) || url.protocol === "https:");
}

async function post(context: WebhookContext, stored: Stored, delivery: Delivery): Promise<boolean> {
  const wire = context.wire(stored);
  const body = JSON.stringify(
    delivery.event === "start" ? { ...wire, status: "processing", output: null, error: null } : wire,
  );
  const timestamp = String(Math.floor(context.clock.now() / 1000));
  const secret = stored.wishes.webhook === "bad-signature" ? "whsec_bm90IHRoZSByaWdodCBvbmU=" : context.secret;
  try {
    const response = await fetch(stored.webhook ?? "", {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "webhook-id": delivery.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(secret, delivery.id, timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Books an event; `dup` sends it twice under one id, `drop` never. */
export function bookDelivery(stored: Stored, event: Delivery["event"], at: number): void {
  if (
    !stored.webhook ||
    !isAllowed(stored.webhook) ||
    !stored.events.includes(event) ||
    stored.wishes.webhook === "drop"
  )
    return;
  const id = `msg_${crypto.randomUUID().replaceAll("-", "")}`;
  const late = stored.wishes.webhook === "reorder" && event === "start" ? 1_500 : 0;
  const delivery = { id, event, attempts: 0, nextAt: at + late, isOver: false };
  stored.deliveries.push(delivery, ...(stored.wishes.webhook === "dup" ? [{ ...delivery }] : []));
}

/** Sends what is due, and books the next try of what was not taken. */
export async function deliverDue(context: WebhookContext, stored: Stored): Promise<void> {
  const due = stored.deliveries.filter(({ isOver, nextAt }) => !isOver && nextAt <= context.clock.now());
  // Taken out of the line while they are on their way.
  for (const delivery of due) delivery.nextAt = context.clock.now() + 2 * TIMEOUT_MS;
  await Promise.all(
    due.map(async (delivery) => {
      const isTaken = await post(context, stored, delivery);
      const pause = delivery.event === "completed" ? RETRY_S[delivery.attempts] : undefined;
      delivery.attempts++;
      delivery.isOver = isTaken || pause === undefined;
      delivery.nextAt = context.clock.now() + (pause ?? 0) * 1000 * Math.min(1, context.speed);
    }),
  );
  if (due.length > 0) context.save(stored);
}

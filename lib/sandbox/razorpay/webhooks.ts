import { createHmac } from "node:crypto";
import path from "node:path";
import type { Clock } from "../clock";
import { Journal } from "../journal";
import type { WebhookWish } from "../prompt-tokens";
import { isDeliverable } from "../replicate/webhooks";
import type { RequestLog } from "../request-log";
import { newId } from "./entities";

const KEEP = 20_000;
const TICK_MS = 25;
const TIMEOUT_MS = 5_000;
/** Events of one payment follow one another, simulated. */
const STEP_MS = 300;
const LATE_BY_MS = 5_000;
const HUGE_BYTES = 5 * 1024 * 1024;
const OTHER_SECRET = "not the right one";
/** Doubling from two seconds, for a day. */
const RETRIES = 15;
const FIRST_RETRY_MS = 2_000;

/** One event on its way. The body is a snapshot of the moment it happened. */
type Delivery = {
  id: string;
  eventId: string;
  body: string;
  /** Signed with this instead of the dashboard's secret. */
  secret?: string | undefined;
  /** Not before this one was tried. */
  after: string | undefined;
  attempts: number;
  nextAt: number;
  isOver: boolean;
};

export type Happening = { event: string; payload: Record<string, unknown> };

/** How events leave; of the wishes, `early` and `old` mean nothing here. */
export type Bend = { wish?: WebhookWish | undefined; delayMs?: number | undefined; secret?: string | undefined };

export type WebhookOptions = {
  stateDir: string;
  clock: Clock;
  log: RequestLog;
  secret: string;
  url: () => string | undefined;
  speed: () => number;
};

export const sign = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

/** Sends events to the one address that the dashboard names, with retries, from state that survives a kill. */
export class Webhooks {
  private readonly deliveries: Journal<Delivery>;
  private readonly open = new Set<string>();
  private readonly underWay = new Set<string>();
  private readonly timer: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly options: WebhookOptions) {
    this.deliveries = new Journal(path.join(options.stateDir, "razorpay-webhooks.jsonl"), KEEP);
    for (const { id, isOver } of this.deliveries.all()) if (!isOver) this.open.add(id);
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** Books events that happened one after the other. Without an address nothing is sent, ever. */
  announce(happenings: readonly Happening[], { wish, delayMs = 0, secret }: Bend = {}): void {
    if (wish === "drop" || !this.options.url()) return;
    const now = this.options.clock.now();
    const ordered = wish === "reorder" ? [...happenings].reverse() : happenings;
    let after: string | undefined;
    for (const [at, { event, payload }] of ordered.entries()) {
      const padding = wish === "huge" ? { padding: "x".repeat(HUGE_BYTES) } : {};
      const contains = Object.keys(payload);
      const created_at = Math.floor(now / 1000);
      const body = JSON.stringify({
        ...{ entity: "event", account_id: "acc_SANDBOX0000001", event, contains, payload, created_at },
        ...padding,
      });
      const pauseMs = (at + 1) * STEP_MS * this.options.speed() + (wish === "late" ? LATE_BY_MS : 0) + delayMs;
      const eventId = newId("evt");
      for (let copy = 0; copy < (wish === "dup" ? 2 : 1); copy++)
        this.book({
          ...{ id: `${eventId}#${copy}`, eventId, body, after, attempts: 0, nextAt: now + pauseMs, isOver: false },
          ...{ secret: wish === "bad-signature" ? OTHER_SECRET : secret },
        });
      after = `${eventId}#0`;
    }
  }

  /** Sends everything that names `id` once more, under the same event ids. */
  resend(id: string): number {
    const known = this.deliveries.all().filter(({ body }) => body.includes(`"${id}"`));
    for (const delivery of known)
      this.book({ ...delivery, attempts: 0, nextAt: this.options.clock.now(), isOver: false });
    return known.length;
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.timer);
  }

  private book(delivery: Delivery): void {
    this.deliveries.put(delivery);
    this.open.add(delivery.id);
  }

  private async post(delivery: Delivery, url: string): Promise<number | "cut"> {
    const signature = sign(delivery.secret ?? this.options.secret, delivery.body);
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/json",
          "user-agent": "Razorpay-Webhook/v1 (sandbox)",
          "x-razorpay-event-id": delivery.eventId,
          "x-razorpay-signature": signature,
        },
        body: delivery.body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return "cut";
    }
  }

  private async deliver(delivery: Delivery, url: string): Promise<void> {
    this.underWay.add(delivery.id);
    const done = this.options.log.open({
      ...{ service: "webhook", method: "POST", path: new URL(url).pathname },
      body: Buffer.from(delivery.body),
    });
    const status = await this.post(delivery, url);
    done(status);
    this.underWay.delete(delivery.id);
    // Cut off by our own end, it is no attempt of the service's.
    if (this.isClosed) return;
    const isTaken = status !== "cut" && status >= 200 && status < 300;
    const attempts = delivery.attempts + 1;
    const pauseMs = FIRST_RETRY_MS * 2 ** delivery.attempts * this.options.speed();
    const isOver = isTaken || attempts > RETRIES;
    if (isOver) this.open.delete(delivery.id);
    this.deliveries.put({ ...delivery, attempts, isOver, nextAt: this.options.clock.now() + pauseMs });
  }

  private isDue({ id, after, nextAt }: Delivery): boolean {
    const before = after ? this.deliveries.get(after) : undefined;
    const isWaiting = before?.attempts === 0 && !before.isOver;
    return nextAt <= this.options.clock.now() && !this.underWay.has(id) && !isWaiting;
  }

  private tick(): void {
    const url = this.options.url();
    if (!isDeliverable(url)) return;
    for (const id of this.open) {
      const delivery = this.deliveries.get(id);
      if (!delivery) this.open.delete(id);
      else if (this.isDue(delivery)) void this.deliver(delivery, url);
    }
  }
}

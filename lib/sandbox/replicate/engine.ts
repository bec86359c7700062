import path from "node:path";
import type { Clock } from "../clock";
import { Journal } from "../journal";
import { withoutTokens } from "../prompt-tokens";
import type { RequestLog } from "../request-log";
import { Pictures } from "./pictures";
import { type Delivery, isRemoved, type Stored, TERMINAL, toEventWire, toWire } from "./prediction";
import { afterAttempt, bookDelivery, post } from "./webhooks";

const KEEP = 20_000;
const TICK_MS = 25;
/** What models say when they refuse or fail (providers' own words). */
const FAILURE_TEXT = {
  nsfw: "NSFW content detected. Try running it again, or try a different prompt.",
  "nsfw-all": "NSFW content detected in all outputs. Try running it again, or try a different prompt.",
  e005: "The input or output was flagged as sensitive. Please try again with different inputs. (E005) (abc123)",
  fail: "Prediction failed: the model ran into an error.",
};

export type EngineOptions = {
  stateDir: string;
  clock: Clock;
  log: RequestLog;
  webhookSecret: string;
  fileTtlMs: () => number;
  /** The sandbox's own origin, for addresses in answers. */
  base: () => string;
};

/** Runs predictions by the clock, from state that survives a kill: what was running goes on after a restart. */
export class Engine {
  readonly predictions: Journal<Stored>;
  private readonly pictures: Pictures;
  /** Ids of what still runs or has webhooks to deliver. */
  private readonly open = new Set<string>();
  private readonly underWay = new Set<Delivery>();
  private readonly timer: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly options: EngineOptions) {
    this.predictions = new Journal(path.join(options.stateDir, "predictions.jsonl"), KEEP);
    this.pictures = new Pictures(path.join(options.stateDir, "pictures"));
    for (const { id } of this.predictions.all()) this.open.add(id);
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  wire = (stored: Stored) => toWire(stored, this.wireSetting());

  add(stored: Stored): void {
    this.predictions.put(stored);
    this.open.add(stored.id);
    // Painted while it "runs", so that the file is there when it is asked for.
    if (!stored.wishes.failure && !stored.wishes.isStuck) this.paint(stored, 0).catch(() => {});
  }

  cancel(stored: Stored): Stored {
    if (TERMINAL.includes(stored.status)) return stored;
    if (stored.wishes.isCancelLate) this.succeed(stored);
    else this.end(stored, "canceled");
    return stored;
  }

  /** The bytes of an output, rendered once and kept. Half as wide and high when the prompt asks for the wrong size. */
  paint(stored: Stored, index: number): Promise<Buffer> {
    const divisor = stored.wishes.file === "wrongsize" ? 2 : 1;
    const { negative_prompt: negative, prompt } = stored.input;
    return this.pictures.paint({
      prompt: withoutTokens(String(prompt ?? "")),
      ...(typeof negative === "string" ? { negativePrompt: negative } : {}),
      width: Math.round(stored.pixels.width / divisor),
      height: Math.round(stored.pixels.height / divisor),
      seed: stored.seed + index,
      format: stored.format,
    });
  }

  isRemoved = (stored: Stored): boolean => isRemoved(stored, this.options.clock.now(), this.options.fileTtlMs());

  close(): void {
    this.isClosed = true;
    clearInterval(this.timer);
    this.pictures.close();
  }

  private wireSetting() {
    return { base: this.options.base(), now: this.options.clock.now(), ttlMs: this.options.fileTtlMs() };
  }

  private end(stored: Stored, status: Stored["status"], error: string | null = null): void {
    const now = this.options.clock.now();
    Object.assign(stored, { status, error, completedAt: now });
    if (status === "succeeded") bookDelivery(stored, "output", now);
    bookDelivery(stored, "completed", now);
    this.predictions.put(stored);
  }

  private succeed(stored: Stored): void {
    stored.startedAt ??= this.options.clock.now();
    this.end(stored, "succeeded");
  }

  private step(stored: Stored, now: number): void {
    if (stored.deadlineAt !== undefined && now >= stored.deadlineAt) {
      this.end(stored, stored.status === "starting" ? "aborted" : "canceled");
      return;
    }
    if (stored.status === "starting" && now >= stored.startsAt && !stored.wishes.isStuck) {
      Object.assign(stored, { status: "processing", startedAt: now });
      bookDelivery(stored, "start", now);
      bookDelivery(stored, "logs", now);
      this.predictions.put(stored);
    }
    if (stored.status === "processing" && now >= stored.endsAt) {
      const { failure } = stored.wishes;
      if (failure) this.end(stored, "failed", FAILURE_TEXT[failure]);
      else this.succeed(stored);
    }
  }

  private async deliver(stored: Stored, delivery: Delivery): Promise<void> {
    const { clock, log, webhookSecret } = this.options;
    const url = stored.webhook ?? "";
    this.underWay.add(delivery);
    const done = log.open({ service: "webhook", method: "POST", path: new URL(url).pathname });
    const prediction = toEventWire(stored, delivery.event, this.wireSetting());
    const wish = stored.wishes.webhook;
    const status = await post(delivery, prediction, { url, secret: webhookSecret, wish, now: clock.now() });
    done(status);
    // Cut off by our own end, it is no attempt of the service's: the next start sends it again.
    if (this.isClosed) return;
    afterAttempt(delivery, status, clock.now());
    this.underWay.delete(delivery);
    this.predictions.put(stored);
  }

  private tick(): void {
    const now = this.options.clock.now();
    for (const id of this.open) {
      const stored = this.predictions.get(id);
      if (stored && !TERMINAL.includes(stored.status)) this.step(stored, now);
      const waiting = stored?.deliveries.filter(({ isOver }) => !isOver) ?? [];
      if (!stored || (TERMINAL.includes(stored.status) && waiting.length === 0)) this.open.delete(id);
      else
        for (const delivery of waiting)
          if (delivery.nextAt <= now && !this.underWay.has(delivery)) void this.deliver(stored, delivery);
    }
  }
}

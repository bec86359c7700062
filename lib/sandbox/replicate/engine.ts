import path from "node:path";
import type { Clock } from "../clock";
import { Journal } from "../journal";
import { withoutTokens } from "../prompt-tokens";
import { Pictures } from "./pictures";
import { type Stored, TERMINAL, toWire } from "./prediction";
import { bookDelivery, deliverDue } from "./webhooks";

const KEEP = 20_000;
const TICK_MS = 25;
/** What the models say when they refuse or fail (providers.md 2). */
const FAILURE_TEXT = {
  nsfw: "NSFW content detected. Try running it again, or try a different prompt.",
  fail: "Prediction failed: the model ran into an error.",
};

export type EngineOptions = {
  stateDir: string;
  clock: Clock;
  secret: string;
  speed: () => number;
  fileTtlMs: () => number;
  base: () => string;
};

/** Runs predictions by the clock, from state that survives a kill: what was running goes on after a restart. */
export class Engine {
  readonly predictions: Journal<Stored>;
  readonly pictures: Pictures;
  private readonly open = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: EngineOptions) {
    this.predictions = new Journal(path.join(options.stateDir, "predictions.jsonl"), KEEP);
    this.pictures = new Pictures(path.join(options.stateDir, "pictures"));
    for (const one of this.predictions.all()) this.watch(one);
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  wire = (stored: Stored) =>
    toWire(stored, { base: this.options.base(), now: this.options.clock.now(), ttlMs: this.options.fileTtlMs() });

  add(stored: Stored): void {
    if (stored.wishes.webhook === "early") bookDelivery(stored, "start", stored.createdAt);
    this.predictions.put(stored);
    this.watch(stored);
    // Painted while it "runs", so that the file is there when it is asked for.
    this.paint(stored).catch(() => {});
  }

  cancel(stored: Stored): Stored {
    if (!TERMINAL.includes(stored.status)) this.end(stored, "canceled");
    return stored;
  }

  paint(stored: Stored): Promise<Buffer> {
    const { width, height } =
      stored.wishes.file === "wrongsize"
        ? { width: stored.pixels.width / 2, height: stored.pixels.height / 2 }
        : stored.pixels;
    return this.pictures.paint({
      prompt: withoutTokens(String(stored.input.prompt ?? "")),
      ...(typeof stored.input.negative_prompt === "string" ? { negativePrompt: stored.input.negative_prompt } : {}),
      width: Math.round(width),
      height: Math.round(height),
      seed: Number(stored.input.seed ?? Number.parseInt(stored.id.slice(0, 6), 32)) || 0,
      format: stored.format,
    });
  }

  isExpired(stored: Stored): boolean {
    return stored.completedAt !== undefined && this.options.clock.now() > stored.completedAt + this.options.fileTtlMs();
  }

  close(): void {
    clearInterval(this.timer);
    this.pictures.close();
  }

  private watch(stored: Stored): void {
    if (!TERMINAL.includes(stored.status) || stored.deliveries.some(({ isOver }) => !isOver)) this.open.add(stored.id);
  }

  private end(stored: Stored, status: Stored["status"], error: string | null = null): void {
    const now = this.options.clock.now();
    Object.assign(stored, { status, error, completedAt: now });
    bookDelivery(stored, "completed", now);
    this.predictions.put(stored);
  }

  private step(stored: Stored, now: number): void {
    if (stored.deadlineAt !== undefined && now >= stored.deadlineAt) {
      this.end(stored, stored.status === "starting" ? "aborted" : "canceled");
      return;
    }
    if (stored.status === "starting" && now >= stored.startsAt && !stored.wishes.isStuck) {
      Object.assign(stored, { status: "processing", startedAt: now });
      bookDelivery(stored, "start", now);
      this.predictions.put(stored);
    }
    if (stored.status === "processing" && now >= stored.endsAt) {
      const { failure } = stored.wishes;
      if (failure) this.end(stored, "failed", FAILURE_TEXT[failure]);
      else this.end(stored, "succeeded");
    }
  }

  private tick(): void {
    const { clock, secret, speed } = this.options;
    for (const id of this.open) {
      const stored = this.predictions.get(id);
      if (stored && !TERMINAL.includes(stored.status)) this.step(stored, clock.now());
      if (!stored || (TERMINAL.includes(stored.status) && stored.deliveries.every(({ isOver }) => isOver)))
        this.open.delete(id);
      else
        void deliverDue(
          { clock, secret, speed: speed(), wire: this.wire, save: (one) => void this.predictions.put(one) },
          stored,
        );
    }
  }
}

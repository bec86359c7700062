import { Client } from "pg";
import type { Live, LiveSignal } from "@/lib/db/live";
import type { Log } from "@/lib/db/log";
import type { Env } from "@/lib/env";

/** What the database's triggers say on the channel `live` (see the init migration). */
type Announcement = Exclude<LiveSignal, { kind: "resync" }> | { kind: "feed" } | { kind: "keys" };
type Listener = (signal: LiveSignal) => void;

const RECONNECT_MS = 1_000;

/**
 * One LISTEN connection a process, fanned out to its open streams by user. After a lost connection every stream is told to
 * resync, because changes may have passed unheard.
 */
export class LiveHub implements Live {
  private readonly listeners = new Map<string, Set<Listener>>();
  /** What is announced to every process alike. */
  private readonly watchers = { feed: new Set<() => void>(), keys: new Set<() => void>() };
  private client: Client | undefined;
  private isClosed = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly env: Pick<Env, "DATABASE_URL" | "DATABASE_DIRECT_URL">,
    private readonly log: Log,
  ) {}

  /** Listens to a user's changes until the returned function is called. The connection opens with the first listener. */
  subscribe(userId: string, listener: Listener): () => void {
    const mine = this.listeners.get(userId) ?? new Set();
    this.listeners.set(userId, mine.add(listener));
    this.connect();
    return () => {
      mine.delete(listener);
      if (mine.size === 0) this.listeners.delete(userId);
    };
  }

  watchFeed(listener: () => void): void {
    this.watchers.feed.add(listener);
    this.connect();
  }

  watchKeys(listener: () => void): void {
    this.watchers.keys.add(listener);
    this.connect();
  }

  private connect(): void {
    if (this.client || this.isClosed) return;
    const client = new Client({
      connectionString: this.env.DATABASE_DIRECT_URL ?? this.env.DATABASE_URL,
      keepAlive: true,
      application_name: "community-ai-studio live",
    });
    this.client = client;
    client.on("error", (error) => this.lost(client, error));
    client.on("end", () => this.lost(client));
    client.on("notification", ({ payload }) => this.dispatch(payload ?? ""));
    client
      .connect()
      .then(() => client.query("LISTEN live"))
      .then(() => this.tellAll())
      .catch((error: unknown) => this.lost(client, error));
  }

  private dispatch(payload: string): void {
    const change = JSON.parse(payload) as Announcement;
    if (change.kind === "feed" || change.kind === "keys") this.tellWatchers(change.kind);
    else for (const listener of this.listeners.get(change.userId) ?? []) listener(change);
  }

  private tellWatchers(kind: keyof typeof this.watchers): void {
    for (const listener of this.watchers[kind]) listener();
  }

  private tellAll(): void {
    this.tellWatchers("feed");
    this.tellWatchers("keys");
    for (const mine of this.listeners.values()) for (const listener of mine) listener({ kind: "resync" });
  }

  private lost(client: Client, error?: unknown): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.tellWatchers("feed");
    if (error) this.log.warn("live connection lost", { error });
    client.end().catch(() => {});
    if (!this.isClosed) this.retry = setTimeout(() => this.connect(), RECONNECT_MS);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => {});
  }
}

/** A change that the database's triggers announced; `resync` after a lost connection. */
export type LiveSignal =
  | { kind: "balance"; userId: string }
  | { kind: "job"; userId: string; id: string }
  | { kind: "notification"; userId: string; id: string }
  /** A session ended, or the person's standing changed: whoever streams for them looks again whether they may. */
  | { kind: "signed_out"; userId: string }
  | { kind: "resync" };

/** Announcements of committed changes, from whichever process. */
export type Live = {
  subscribe(userId: string, listener: (signal: LiveSignal) => void): () => void;
  /** Calls back whenever a post came into lists, left them or changed in them, and whenever that may have passed unheard; for the process's life. */
  watchFeed(listener: () => void): void;
  /** The same for the keys of providers. */
  watchKeys(listener: () => void): void;
};

/** One event of a stream; `data` is JSON, `isLast` ends the stream after it. */
export type LiveEvent = { event: string; data: unknown; isLast?: boolean };

/** What a stream tells its client. */
export type LiveSource = {
  /** What a client that just came, or comes back after `since`, has to know. */
  snapshot(since: Date | undefined): Promise<LiveEvent[]>;
  /** The events that a change means; none when it is of no interest here. */
  resolve(change: Exclude<LiveSignal, { kind: "resync" | "signed_out" }>): Promise<LiveEvent[]>;
  /** What changes without a signal (places in the queue); asked every few seconds. */
  refresh?(): Promise<LiveEvent[]>;
};

import type { JobView } from "@/lib/domain/generation/contract";
import { jobsEndpoint } from "@/lib/domain/generation/contract";
import { balanceEndpoint } from "@/lib/domain/ledger/contract";
import { eventsEndpoint, notificationsEndpoint } from "@/lib/domain/notifications/contract";
import { call, urlOf } from "@/lib/http/call";

export type LiveEvent =
  | { kind: "balance"; credits: number }
  | { kind: "notification"; unread: number }
  | { kind: "job"; job: JobView };
/** polling: the stream is away and the API is asked every few seconds. offline: that fails too. */
export type Connection = "connecting" | "live" | "polling" | "offline";
export type LiveListener = { onEvent(event: LiveEvent): void; onConnection(connection: Connection): void };

/** The browser reconnects a dropped stream by itself after 2 s; asking begins when that has not worked. */
const PATIENCE_MS = 4_000;
const POLL_MS = 5_000;

/**
 * One connection to everything that changes for the signed-in user: an event stream, and polling while it is away. The stream
 * resumes by Last-Event-ID; a refused one is opened anew after a poll has renewed the session.
 */
export function openLiveStream(listener: LiveListener): { close(): void } {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const open = () => {
    source?.close();
    source = new EventSource(urlOf(eventsEndpoint));
    source.addEventListener("open", () => {
      clearTimeout(timer);
      timer = undefined;
      listener.onConnection("live");
    });
    source.addEventListener("balance", ({ data }) => {
      listener.onEvent({ kind: "balance", credits: (JSON.parse(data) as { credits: number }).credits });
    });
    source.addEventListener("notification", ({ data }) => {
      listener.onEvent({ kind: "notification", unread: (JSON.parse(data) as { unread: number }).unread });
    });
    source.addEventListener("job", ({ data }) => listener.onEvent({ kind: "job", job: JSON.parse(data) as JobView }));
    source.addEventListener("error", () => {
      timer ??= setTimeout(poll, source?.readyState === EventSource.CLOSED ? 0 : PATIENCE_MS);
    });
  };

  const poll = async () => {
    try {
      const [balance, { unread }, jobs] = await Promise.all([
        call(balanceEndpoint),
        call(notificationsEndpoint, { query: { limit: 1 } }),
        call(jobsEndpoint, { query: { limit: 20 } }),
      ]);
      if (isClosed) return;
      listener.onEvent({ kind: "balance", credits: balance.credits });
      listener.onEvent({ kind: "notification", unread });
      for (const job of jobs.items.toReversed()) listener.onEvent({ kind: "job", job });
      if (source?.readyState !== EventSource.OPEN) listener.onConnection("polling");
    } catch {
      if (!isClosed) listener.onConnection("offline");
    }
    if (isClosed || source?.readyState === EventSource.OPEN) return;
    timer = setTimeout(poll, POLL_MS);
    if (source?.readyState === EventSource.CLOSED) open();
  };

  open();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      source?.close();
    },
  };
}

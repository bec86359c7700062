import { type Connection, type LiveEvent, type LiveListener, openLiveStream } from "./live-stream";

type Message =
  | { kind: "event"; event: LiveEvent }
  | { kind: "connection"; connection: Connection }
  /** A tab that follows asks whoever leads to say what it knows. */
  | { kind: "hello" };

/** A leader that says nothing for so long is frozen (a background tab on a phone), and is replaced. */
const ANSWER_MS = 2_000;
const REMEMBERED_JOBS = 50;

/**
 * One stream a browser: the tab that holds the Web Lock leads and passes everything on; when it closes or freezes, the next
 * one takes over. Without Web Locks (plain http off loopback) every tab has a stream of its own. Returns the way out.
 */
export function joinLiveTabs(userId: string, listener: LiveListener): () => void {
  const name = `studio-live:${userId}`;
  if (!("locks" in navigator)) return openLiveStream(listener).close;

  const channel = new BroadcastChannel(name);
  const left = new AbortController();
  let isLeading = false;
  let unanswered: ReturnType<typeof setTimeout> | undefined;

  const lead = () =>
    new Promise<void>((resolve) => {
      isLeading = true;
      clearTimeout(unanswered);
      const stopLeading = leadTabs(channel, listener);
      left.signal.addEventListener("abort", () => {
        stopLeading();
        resolve();
      });
      stopWhenStolen = stopLeading;
    });
  let stopWhenStolen = () => {};

  const compete = (steal: boolean) => {
    const options = steal ? { steal } : { signal: left.signal };
    navigator.locks
      .request(name, options, () => (left.signal.aborted ? undefined : lead()))
      .catch(() => {
        stopWhenStolen();
        isLeading = false;
        if (!left.signal.aborted) compete(false);
      });
  };

  const greet = () => {
    if (isLeading || document.visibilityState !== "visible") return;
    channel.postMessage({ kind: "hello" } satisfies Message);
    clearTimeout(unanswered);
    unanswered = setTimeout(() => compete(true), ANSWER_MS);
  };

  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (isLeading || data.kind === "hello") return;
    clearTimeout(unanswered);
    if (data.kind === "event") listener.onEvent(data.event);
    else listener.onConnection(data.connection);
  });
  document.addEventListener("visibilitychange", greet, { signal: left.signal });
  compete(false);
  greet();

  return () => {
    clearTimeout(unanswered);
    left.abort();
    channel.close();
  };
}

/** Opens the stream, tells this tab and the others, and answers those that come later. */
function leadTabs(channel: BroadcastChannel, listener: LiveListener): () => void {
  let connection: Connection = "connecting";
  let balance: LiveEvent | undefined;
  let notification: LiveEvent | undefined;
  const jobs = new Map<string, LiveEvent>();
  const post = (message: Message) => channel.postMessage(message);

  const stream = openLiveStream({
    onEvent(event) {
      if (event.kind === "balance") balance = event;
      else if (event.kind === "notification") notification = event;
      else {
        jobs.delete(event.job.jobId);
        jobs.set(event.job.jobId, event);
        const [oldest] = jobs.keys();
        if (jobs.size > REMEMBERED_JOBS && oldest !== undefined) jobs.delete(oldest);
      }
      post({ kind: "event", event });
      listener.onEvent(event);
    },
    onConnection(now) {
      connection = now;
      post({ kind: "connection", connection });
      listener.onConnection(now);
    },
  });

  const answer = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== "hello") return;
    post({ kind: "connection", connection });
    for (const event of [balance, notification, ...jobs.values()]) if (event) post({ kind: "event", event });
  };
  channel.addEventListener("message", answer);
  return () => {
    channel.removeEventListener("message", answer);
    stream.close();
  };
}

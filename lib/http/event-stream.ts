import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { LiveEvent, LiveSource } from "@/lib/db/live";
import { authenticate } from "@/lib/domain/identity/authenticate";
import { cookieNames, readCookie } from "./session-cookies";
import { world } from "./world";

const REFRESH_MS = 3_000;
/** Resuming looks back further than the id says: commits become visible a little after their clock time. */
const RESUME_OVERLAP_MS = 5_000;

function lastSeen(request: Request): Date | undefined {
  const id = request.headers.get("last-event-id") ?? "";
  return /^\d{13}$/.test(id) ? new Date(Number(id) - RESUME_OVERLAP_MS) : undefined;
}

function bearerOrCookie(request: Request): string {
  const header = request.headers.get("authorization");
  const cookie = readCookie(request.headers.get("cookie"), cookieNames(world().env).access);
  return header ? header.replace(/^Bearer /, "") : (cookie ?? "");
}

/**
 * A `text/event-stream` of one user's changes: an id an event (server time, ms), a heartbeat comment, a snapshot first. It ends when
 * the client goes, when the source says so, or when the session does not hold any more (the browser then reconnects
 * and is refused or refreshed).
 */
export function eventStream(ctx: Ctx<UserActor>, request: Request, source: LiveSource): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOpen = true;
      let tail: Promise<void> = Promise.resolve();
      const timers: NodeJS.Timeout[] = [];
      const write = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const send = ({ event, data, isLast }: LiveEvent) => {
        write(`id: ${Date.now()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        if (isLast) stop();
      };
      // One after the other, so that a client never sees an older state after a newer one.
      const queue = (read: () => Promise<LiveEvent[]>) => {
        tail = tail.then(async () => {
          if (isOpen) for (const event of await read()) send(event);
        });
        tail = tail.catch((error: unknown) => {
          ctx.log.warn("event stream read failed", { requestId: ctx.requestId, error });
          stop();
        });
      };
      const lookAgain = () => {
        authenticate(world(), bearerOrCookie(request))
          .then((found) => found || stop())
          .catch(() => stop());
      };
      const unsubscribe = ctx.live.subscribe(ctx.actor.userId, (change) => {
        // What passed unheard before a resync may have been the end of the session.
        if (change.kind === "signed_out" || change.kind === "resync") lookAgain();
        if (change.kind === "resync") queue(() => source.snapshot(undefined));
        else if (change.kind !== "signed_out") queue(() => source.resolve(change));
      });
      stop = () => {
        if (!isOpen) return;
        isOpen = false;
        unsubscribe();
        for (const timer of timers) clearInterval(timer);
        try {
          controller.close();
        } catch {
          // The client has gone already.
        }
      };
      request.signal.addEventListener("abort", () => stop());
      write("retry: 2000\n\n");
      queue(() => source.snapshot(lastSeen(request)));
      // Whoever was let in and signed out before the subscription stood.
      lookAgain();
      const heartbeat = () => {
        write(": heartbeat\n\n");
        lookAgain();
      };
      timers.push(setInterval(heartbeat, ctx.env.STREAM_HEARTBEAT_MS));
      if (source.refresh) timers.push(setInterval(() => queue(source.refresh!), REFRESH_MS));
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-cache, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

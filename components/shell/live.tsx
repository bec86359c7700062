"use client";

import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState } from "react";
import type { JobView } from "@/lib/domain/generation/contract";
import type { Connection } from "./live-stream";
import { joinLiveTabs } from "./live-tabs";

type JobListener = (job: JobView) => void;

const BalanceContext = createContext(0);
const UnreadContext = createContext(0);
const NewsContext = createContext(0);
const ConnectionContext = createContext<Connection>("connecting");
const JobsContext = createContext<Set<JobListener>>(new Set());

type Props = { userId: string; initialBalance: number; initialUnread: number; children: ReactNode };

/** What changes for the signed-in user, in every tab, over one event stream a browser. */
export function LiveProvider({ userId, initialBalance, initialUnread, children }: Props) {
  const [balance, setBalance] = useState(initialBalance);
  const [unread, setUnread] = useState(initialUnread);
  const [news, setNews] = useState(0);
  const [connection, setConnection] = useState<Connection>("connecting");
  const [jobListeners] = useState(() => new Set<JobListener>());

  useEffect(() => {
    const join = () =>
      joinLiveTabs(userId, {
        onEvent(event) {
          if (event.kind === "balance") setBalance(event.credits);
          else if (event.kind === "notification") {
            setUnread(event.unread);
            setNews((count) => count + 1);
          } else for (const listener of jobListeners) listener(event.job);
        },
        onConnection: setConnection,
      });
    let leave = join();
    // A page kept for "back" must not hold the stream while it sleeps.
    const sleep = () => leave();
    const wake = ({ persisted }: PageTransitionEvent) => {
      if (persisted) leave = join();
    };
    window.addEventListener("pagehide", sleep);
    window.addEventListener("pageshow", wake);
    return () => {
      window.removeEventListener("pagehide", sleep);
      window.removeEventListener("pageshow", wake);
      leave();
    };
  }, [userId, jobListeners]);

  return (
    <BalanceContext value={balance}>
      <ConnectionContext value={connection}>
        <UnreadContext value={unread}>
          <NewsContext value={news}>
            <JobsContext value={jobListeners}>{children}</JobsContext>
          </NewsContext>
        </UnreadContext>
      </ConnectionContext>
    </BalanceContext>
  );
}

/** Credits at hand, live. */
export function useBalance(): number {
  return use(BalanceContext);
}

/** Unread notifications, live. */
export function useUnread(): number {
  return use(UnreadContext);
}

/** Grows whenever a notification came, grew or was read, in any tab; the count of unread ones may be the same. */
export function useNews(): number {
  return use(NewsContext);
}

/** How news comes: `live`, `polling` (a few seconds late), `offline`. */
export function useConnection(): Connection {
  return use(ConnectionContext);
}

/** Calls back with every change of one of the user's jobs; the same state may come more than once. */
export function useJobEvents(onJob: JobListener): void {
  const listeners = use(JobsContext);
  const listener = useEffectEvent(onJob);
  useEffect(() => {
    const tell = (job: JobView) => listener(job);
    listeners.add(tell);
    return () => {
      listeners.delete(tell);
    };
  }, [listeners]);
}

"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useNews } from "@/components/shell/live";
import { notify } from "@/components/ui/toaster";
import {
  type NotificationView,
  notificationsEndpoint,
  readNotificationsEndpoint,
} from "@/lib/domain/notifications/contract";
import { CallError, call } from "@/lib/http/call";
import { NEWEST } from "./page-size";

export type Lines = { items: NotificationView[]; nextCursor: string | null };

const sayOf = (error: unknown, otherwise: string) => (error instanceof CallError ? error.message : otherwise);
const readAll = (items: readonly NotificationView[]) => items.map((item) => ({ ...item, read: true }));

/** The newest page, read again, above what was read before: lines that grew move up, lines that went are gone as far as the page reaches. */
function withNewest({ items, nextCursor }: Lines, newest: Lines): Lines {
  const last = newest.items.at(-1);
  if (newest.nextCursor === null || !last) return newest;
  const ids = new Set(newest.items.map(({ id }) => id));
  const older = items.filter(({ id, updatedAt }) => !ids.has(id) && updatedAt < last.updatedAt);
  return { items: [...newest.items, ...older], nextCursor: older.length > 0 ? nextCursor : newest.nextCursor };
}

/** What happened: the first page from the server, older ones on demand, and the newest again whenever something comes, is read elsewhere or goes. */
export function useNotifications(first: Lines) {
  const news = useNews();
  const known = useRef(news);
  const [lines, setLines] = useState(first);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const refresh = useEffectEvent(async () => {
    if (known.current === news) return;
    known.current = news;
    try {
      const { unread, ...newest } = await call(notificationsEndpoint, { query: { limit: NEWEST } });
      setLines((before) => {
        const now = withNewest(before, newest);
        return unread === 0 ? { ...now, items: readAll(now.items) } : now;
      });
    } catch {
      // The next sign of life brings it; the shell says when there is no connection.
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `news` is the sign
  useEffect(() => void refresh(), [news]);

  const more = async () => {
    if (lines.nextCursor === null) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await call(notificationsEndpoint, { query: { cursor: lines.nextCursor } });
      const ids = new Set(page.items.map(({ id }) => id));
      setLines((before) => ({
        items: [...before.items.filter(({ id }) => !ids.has(id)), ...page.items],
        nextCursor: page.nextCursor,
      }));
    } catch (error) {
      setProblem(sayOf(error, "What is older could not be read."));
    } finally {
      setBusy(false);
    }
  };

  const markAll = async () => {
    try {
      await call(readNotificationsEndpoint, { body: {} });
      setLines((before) => ({ ...before, items: readAll(before.items) }));
    } catch (error) {
      notify({ message: sayOf(error, "They could not be marked.") });
    }
  };

  return { items: lines.items, hasMore: lines.nextCursor !== null, isBusy, problem, more, markAll };
}

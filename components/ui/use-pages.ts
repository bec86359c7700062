"use client";

import { useState } from "react";
import { CallError } from "@/lib/http/call";

export type ListPage<T> = { items: T[]; nextCursor: string | null };

/**
 * A list whose first page comes from the server, anew with every refresh of the route, and whose further pages are read on demand and stay.
 * `problem`: why the last read failed. What `ShowMore` takes is among it.
 */
export function usePages<T>(
  first: ListPage<T>,
  idOf: (item: T) => string | number,
  read: (cursor: string) => Promise<ListPage<T>>,
) {
  const [older, setOlder] = useState<T[]>([]);
  const [cursor, setCursor] = useState(first.nextCursor);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const onMore = async () => {
    if (cursor === null) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await read(cursor);
      setOlder((items) => [...items, ...page.items]);
      setCursor(page.nextCursor);
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "What is older could not be read.");
    } finally {
      setBusy(false);
    }
  };

  const ids = new Set(older.map(idOf));
  const items = [...first.items.filter((item) => !ids.has(idOf(item))), ...older];
  return { items, hasMore: cursor !== null, isBusy, problem, onMore };
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useBalance } from "@/components/shell/live";
import { CallError } from "@/lib/http/call";

type Page<T> = { items: T[]; nextCursor: string | null };

/**
 * A list whose first page comes from the server, anew with every movement of the balance, and whose older pages are read on demand and stay.
 * `problem`: why the last read failed.
 */
export function useOlder<T>(first: Page<T>, idOf: (item: T) => string, read: (cursor: string) => Promise<Page<T>>) {
  const router = useRouter();
  const balance = useBalance();
  const known = useRef(balance);
  const [older, setOlder] = useState<T[]>([]);
  const [cursor, setCursor] = useState(first.nextCursor);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const refresh = useEffectEvent(() => {
    if (known.current !== balance) router.refresh();
    known.current = balance;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `balance` is the sign
  useEffect(() => refresh(), [balance]);

  const more = async () => {
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
  return { items, hasMore: cursor !== null, isBusy, problem, more };
}

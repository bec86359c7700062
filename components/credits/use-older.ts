"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { useBalance } from "@/components/shell/live";
import { type ListPage, usePages } from "@/components/ui/use-pages";

/** `usePages` whose first page is read anew with every movement of the balance. */
export function useOlder<T>(
  first: ListPage<T>,
  idOf: (item: T) => string,
  read: (cursor: string) => Promise<ListPage<T>>,
) {
  const router = useRouter();
  const balance = useBalance();
  const known = useRef(balance);
  const refresh = useEffectEvent(() => {
    if (known.current !== balance) router.refresh();
    known.current = balance;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `balance` is the sign
  useEffect(() => refresh(), [balance]);
  return usePages(first, idOf, read);
}

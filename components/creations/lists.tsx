"use client";

import { createContext, type ReactNode, use, useState } from "react";
import { CreationsList, type FirstPage } from "./creations-list";
import type { Filters } from "./filters";

/** Lists kept at a time: all, favourites, a collection. */
const KEPT = 3;

/** Remembers the lists that were looked at, most recent last. */
class Lists {
  readonly #kept = new Map<string, CreationsList>();

  /** The list of these filters: the kept one, or a new one that begins with `first`. */
  open(filters: Filters, first: FirstPage): CreationsList {
    const key = JSON.stringify(filters);
    const kept = this.#kept.get(key);
    const list = kept?.isFresh(first.nowMs) ? kept : new CreationsList(filters, first);
    this.#kept.delete(key);
    this.#kept.set(key, list);
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
    return list;
  }

  /** The one that was looked at last. */
  current = (): CreationsList | undefined => [...this.#kept.values()].at(-1);

  /** After a change that other lists would have to know of. */
  keepOnly(list: CreationsList | undefined): void {
    for (const [key, one] of this.#kept) if (one !== list) this.#kept.delete(key);
  }
}

const ListsContext = createContext<Lists | undefined>(undefined);

/** Around My Creations and its pictures: what was read is kept as long as one stays there. */
export function ListsProvider({ children }: { children: ReactNode }) {
  const [lists] = useState(() => new Lists());
  return <ListsContext value={lists}>{children}</ListsContext>;
}

export function useLists(): Lists {
  const lists = use(ListsContext);
  if (!lists) throw new Error("My Creations stand in a ListsProvider.");
  return lists;
}

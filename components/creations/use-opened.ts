import { usePathname, useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { CreationView } from "@/lib/domain/creations/contract";
import { CreationsList } from "./creations-list";
import { filtersUrl, GRID } from "./filters";
import { useLists } from "./lists";

const isElsewhere = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, dialog, [role=menu]") !== null;

/**
 * The picture whose page is open, and its neighbours in the list that it was opened from. Moving on changes the address but asks no
 * server: the list has everything. Opened by its address alone, a picture has no neighbours.
 */
export function useOpened(creation: CreationView) {
  const router = useRouter();
  const lists = useLists();
  const [list] = useState(() => {
    const current = lists.current();
    const alone = () => new CreationsList({}, { items: [creation], nextCursor: null, count: 1, nowMs: 0 });
    return current?.state().items.some(({ id }) => id === creation.id) ? current : alone();
  });
  const { items, count, hasMore } = useSyncExternalStore(list.subscribe, list.state, list.state);
  const openId = usePathname().slice(GRID.length + 1);
  const index = items.findIndex(({ id }) => id === openId);
  const opened = items[index] ?? creation;
  const hasNeighbours = count > 1 && index >= 0;

  const open = (to: CreationView | undefined) => {
    if (!to) return;
    if (list.place) list.place.imageId = to.id;
    window.history.replaceState(null, "", `${GRID}/${to.id}`);
  };
  /** By the address, which changes at once: what is drawn may be a press behind. */
  const move = async (by: 1 | -1) => {
    const at = items.findIndex(({ id }) => id === window.location.pathname.slice(GRID.length + 1));
    if (at < 0) return;
    if (!items[at + by] && by > 0 && hasMore) await list.more();
    open(list.state().items[at + by]);
  };
  const previous = () => void move(-1);
  const next = () => move(1);
  /** Back to where it was opened. */
  const leave = () => {
    if (list.place) router.back();
    else router.push(filtersUrl(list.filters));
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isElsewhere(event.target)) return;
    if (event.key === "Escape") leave();
    else if (event.key === "ArrowLeft" && hasNeighbours) previous();
    else if (event.key === "ArrowRight" && hasNeighbours) void next();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  // The neighbours' files are there before one asks for them.
  const [before, after] = [items[index - 1]?.previewUrl, items[index + 1]?.previewUrl];
  useEffect(() => {
    for (const url of [before, after]) if (url) new Image().src = url;
  }, [before, after]);

  return {
    list,
    opened,
    leave,
    neighbours: hasNeighbours
      ? {
          position: index + 1,
          count,
          previous: index > 0 ? previous : undefined,
          next: index + 1 < items.length || hasMore ? next : undefined,
        }
      : undefined,
  };
}

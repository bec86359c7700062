import { type FocusEvent, type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { CreationView } from "@/lib/domain/creations/contract";
import type { CreationsList, ListState } from "./creations-list";
import { rowAt, type Step, stepFrom } from "./layout";
import type { Measured } from "./use-grid-layout";

/** Kept free above and below a picture that the keys lead to: bars lie there. */
const MARGIN_PX = 96;

/** Scrolls as little as shows the stretch, in pixels from the upper edge of the box. */
function reveal(box: HTMLElement, top: number, height: number): void {
  const above = box.getBoundingClientRect().top + top;
  if (above < MARGIN_PX) window.scrollBy(0, above - MARGIN_PX);
  else if (above + height > window.innerHeight - MARGIN_PX)
    window.scrollBy(0, Math.min(above - MARGIN_PX, above + height - window.innerHeight + MARGIN_PX));
}

/** Index of what follows the picture that stood at `index`, among those that are left; 0 when nothing does. */
function successor(before: { items: readonly CreationView[]; index: number }, items: readonly CreationView[]): number {
  const indexes = new Map(items.map(({ id }, index) => [id, index]));
  const next = before.items.slice(before.index).find(({ id }) => indexes.has(id)) ?? items.at(-1);
  return (next && indexes.get(next.id)) ?? 0;
}

/**
 * One picture of the grid is the one that Tab reaches; arrow keys lead on from it. Coming back from a picture's page leads to that
 * picture, at the place where the grid was left.
 */
export function useGridFocus(
  box: RefObject<HTMLElement | null>,
  list: CreationsList,
  { items, shapes }: ListState,
  measured: Measured | undefined,
) {
  const [currentId, setCurrentId] = useState(() => list.place?.imageId);
  const last = useRef({ items, index: 0 });
  const wantsFocus = useRef(false);
  const found = currentId === undefined ? 0 : items.findIndex(({ id }) => id === currentId);
  const index = found >= 0 ? found : successor(last.current, items);
  const isMeasured = measured !== undefined;

  const focusTile = (id: string | undefined) => {
    const tile = box.current?.querySelector<HTMLElement>(`[data-id="${id}"] [data-tile="open"]`);
    tile?.focus({ preventScroll: true });
  };
  const show = (at: number) => {
    const row = measured?.layout.rows[rowAt(measured.layout, at)];
    if (row && box.current) reveal(box.current, row.top, row.height);
  };

  const isInSight = (at: number) => {
    const row = measured?.layout.rows[rowAt(measured.layout, at)];
    const top = (box.current?.getBoundingClientRect().top ?? 0) + (row?.top ?? 0);
    return top + (row?.height ?? 0) > MARGIN_PX && top < window.innerHeight - MARGIN_PX;
  };

  useLayoutEffect(() => {
    last.current = { items, index };
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    focusTile(items[index]?.id);
  });

  const comeBack = useEffectEvent((scrollTop: number) => {
    window.scrollTo(0, scrollTop);
    // One may have moved on from the picture that was opened.
    if (!isInSight(index)) show(index);
    focusTile(items[index]?.id);
  });
  useLayoutEffect(() => {
    const { place } = list;
    if (!isMeasured || !place) return;
    list.place = undefined;
    comeBack(place.scrollTop);
  }, [isMeasured, list]);

  /** After a bar or dialog that had the focus is gone. */
  const take = () => {
    if (document.activeElement === document.body) focusTile(items[index]?.id);
  };

  /** Leads the focus on, and says where to. */
  const step = (from: string, to: Step): string | undefined => {
    if (!measured) return undefined;
    const at = items.findIndex(({ id }) => id === from);
    const target = stepFrom(measured.layout, shapes, measured.geometry, at, to);
    wantsFocus.current = true;
    setCurrentId(items[target]?.id);
    show(target);
    return items[target]?.id;
  };

  const onFocus = ({ target }: FocusEvent) => {
    const id = target.closest<HTMLElement>("[data-id]")?.dataset.id;
    if (id !== undefined) setCurrentId(id);
  };

  return { index, currentId: items[index]?.id, step, take, onFocus };
}

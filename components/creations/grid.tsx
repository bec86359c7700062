"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { dayName } from "@/lib/core/ist-time";
import { type CreationView, creationEndpoint } from "@/lib/domain/creations/contract";
import { call } from "@/lib/http/call";
import type { CreationsList, ListState } from "./creations-list";
import { GRID } from "./filters";
import { boxesOf, type Day, dayAt, type Row, rowAt } from "./layout";
import { Tile } from "./tile";
import { useGridFocus } from "./use-grid-focus";
import { useGridInput } from "./use-grid-input";
import { type Measured, useGridLayout, useScrollAnchor } from "./use-grid-layout";
import { useVisibleRows } from "./use-visible-rows";

/** What is chosen, and how the grid changes it. */
export type GridSelection = {
  isOn: boolean;
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Up to `id` from where the last choice was made, or from `from` when there was none. */
  extend: (id: string, from: string | undefined) => void;
  all: () => void;
  leave: () => void;
};

type Props = {
  list: CreationsList;
  state: ListState;
  selection: GridSelection;
  /** The server's clock when it rendered. */
  nowMs: number;
  onFavourite: (creation: CreationView) => void;
  onDelete: (id: string) => void;
};

/** Drawn before anything is measured: enough for a tall screen. */
const FIRST_DRAWN = 60;
/** The first rows are in sight at once. */
const FIRST_SCREEN = 12;
/** Older pages are asked for while their place is still this far away. */
const FETCH_AHEAD_PX = 4_500;

/** On a picture of the bin: how long it stays. */
function daysLeft(purgedAt: string, nowMs: number): string {
  const days = Math.max(0, Math.ceil((Date.parse(purgedAt) - nowMs) / 86_400_000));
  return days === 1 ? "1 day left" : `${days} days left`;
}

const POST_WORD = { live: "Published", held: "Held", hidden: "Hidden" } as const;

/** What a tile says in its corner: how long it stays in the bin, or that others may see it. */
function noteOf({ purgedAt, post }: CreationView, nowMs: number): string | undefined {
  return purgedAt ? daysLeft(purgedAt, nowMs) : post && POST_WORD[post.status];
}

type TileOf = (creation: CreationView, index: number, box?: Box) => ReactNode;
type Box = { left: number; top: number; width: number; height: number };

/**
 * Pictures by day: justified rows, and three columns on phones. The server's drawing is left to the style sheet; the browser then
 * computes the same places and keeps only the rows around the screen in the document.
 */
export function Grid({ list, state, selection, nowMs, onFavourite, onDelete }: Props) {
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  const measured = useGridLayout(box, state);
  const focus = useGridFocus(box, list, state, measured);
  const drawn = useVisibleRows(box, measured?.layout, FIRST_DRAWN);
  useScrollAnchor(box, state, measured?.layout);
  useFetchAhead(list, state, measured, drawn[1]);
  const takeFocus = useEffectEvent(focus.take);
  const wasSelecting = useRef(false);
  useEffect(() => {
    if (wasSelecting.current && !selection.isOn) takeFocus();
    wasSelecting.current = selection.isOn;
  }, [selection.isOn]);
  const input = useGridInput({
    isSelecting: selection.isOn,
    onOpen: (imageId) => {
      list.place = { imageId, scrollTop: window.scrollY };
      router.push(`${GRID}/${imageId}` as Route);
    },
    onToggle: selection.toggle,
    onExtend: (id) => selection.extend(id, focus.currentId),
    onSelectAll: selection.all,
    onLeave: selection.leave,
    onDelete,
    onFavourite: (id) => {
      const creation = state.items.find((item) => item.id === id);
      if (creation) onFavourite(creation);
    },
    onStep: (id, to, isExtending) => {
      const reached = focus.step(id, to);
      if (isExtending && reached) selection.extend(reached, id);
    },
  });

  /** A link that has ended is asked for anew. */
  const renew = async (target: EventTarget) => {
    const id = (target as HTMLElement).closest<HTMLElement>("[data-id]")?.dataset.id;
    if (id === undefined || list.isFresh(Date.now())) return;
    const fresh = await call(creationEndpoint, { params: { id } }).catch(() => undefined);
    if (fresh) list.patch(new Set([id]), () => fresh);
  };

  const tile: TileOf = (creation, index, place) => (
    <Tile
      key={creation.id}
      creation={creation}
      {...place}
      isFirst={index < FIRST_SCREEN}
      isCurrent={creation.id === focus.currentId}
      isSelected={selection.ids.has(creation.id)}
      isSelecting={selection.isOn}
      note={noteOf(creation, nowMs)}
    />
  );

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      ref={box}
      role="group"
      aria-label="Pictures. Arrow keys move, Space selects, Enter opens."
      {...input}
      onFocus={focus.onFocus}
      onErrorCapture={({ target }) => void renew(target)}
      className={measured ? "relative" : "flex flex-col gap-6"}
      style={measured && { height: measured.layout.height }}
    >
      {measured
        ? drawnDays({ state, measured, drawn, current: focus.index, nowMs, at: list.at, tile })
        : firstDays({ items: state.items.slice(0, FIRST_DRAWN), shapes: state.shapes, nowMs, at: list.at, tile })}
    </div>
  );
}

function useFetchAhead(list: CreationsList, state: ListState, measured: Measured | undefined, endRow: number): void {
  const { hasMore, isBusy, problem } = state;
  const layout = measured?.layout;
  useEffect(() => {
    const last = layout?.rows[endRow - 1];
    // After a refusal the button asks again, not every scroll.
    if (!layout || !last || !hasMore || isBusy || problem !== undefined) return;
    if (layout.height - last.top < FETCH_AHEAD_PX) void list.more();
  }, [list, layout, endRow, hasMore, isBusy, problem]);
}

type DayProps = { at: (creation: CreationView) => string; nowMs: number; tile: TileOf };

/** Days as the style sheet lays them out. */
function firstDays({ items, shapes, nowMs, at, tile }: DayProps & Pick<ListState, "items" | "shapes">): ReactNode {
  const starts = items.flatMap((_, index) => (shapes[index]!.day === shapes[index - 1]?.day ? [] : [index]));
  return starts.map((start, ofDay) => (
    <DaySection key={shapes[start]!.day} title={dayName(at(items[start]!), nowMs)}>
      {items.slice(start, starts[ofDay + 1]).map((item, index) => tile(item, start + index))}
    </DaySection>
  ));
}

type DrawnProps = DayProps & { state: ListState; measured: Measured; drawn: [number, number]; current: number };

/** The rows around the screen and that of the current picture, within their days. */
function drawnDays({ state, measured, drawn, current, nowMs, at, tile }: DrawnProps): ReactNode {
  const { layout, geometry } = measured;
  const [first, end] = drawn;
  const currentRow = rowAt(layout, current);
  const apart = currentRow < first || currentRow >= end ? layout.rows[currentRow] : undefined;
  const rows = [...layout.rows.slice(first, end), ...(apart ? [apart] : [])].sort((a, b) => a.start - b.start);
  const rowsOf = new Map<Day, Row[]>();
  for (const row of rows) {
    const day = dayAt(layout, row.start);
    rowsOf.set(day, [...(rowsOf.get(day) ?? []), row]);
  }
  return [...rowsOf].map(([day, ofDay]) => {
    const listTop = day.top + geometry.headHeight;
    const tilesOf = (row: Row) =>
      boxesOf(row, state.shapes, geometry).map((box, offset) => {
        const index = row.start + offset;
        return tile(state.items[index]!, index, { ...box, top: row.top - listTop, height: row.height });
      });
    const place = { top: day.top, height: day.height, listHeight: day.height - geometry.headHeight };
    return (
      <DaySection key={day.day} title={dayName(at(state.items[day.start]!), nowMs)} place={place}>
        {ofDay.flatMap(tilesOf)}
      </DaySection>
    );
  });
}

type DaySectionProps = {
  title: string;
  /** Once it is computed; before, the style sheet lays the day out. */
  place?: { top: number; height: number; listHeight: number };
  children: ReactNode;
};

/** One element for both drawings: what is in the document stays, and a press at the moment of the change is not lost. */
function DaySection({ title, place, children }: DaySectionProps) {
  return (
    <section className={place && "absolute inset-x-0"} style={place && { top: place.top, height: place.height }}>
      <h2 className="mb-2 truncate px-inset type-heading fold:px-0">{title}</h2>
      <ul
        className={place ? "relative" : "grid grid-cols-3 gap-0.75 fold:flex fold:flex-wrap fold:gap-3"}
        style={place && { height: place.listHeight }}
      >
        {children}
        {/* Keeps the last row from growing; its margin takes back the gap before it. */}
        {place ? null : <li aria-hidden="true" className="hidden fold:-ml-3 fold:block" style={{ flexGrow: 1e6 }} />}
      </ul>
    </section>
  );
}

/** Below the grid: the next page, what went wrong, or that this was all. */
export function GridFoot({ list, state }: { list: CreationsList; state: ListState }) {
  if (state.problem !== undefined) {
    return (
      <Notice
        tone="bad"
        role="alert"
        className="mx-inset fold:mx-0"
        action={<Button onClick={list.more}>Try again</Button>}
      >
        {state.problem}
      </Notice>
    );
  }
  return (
    <p className="px-inset text-center text-ink-2 type-small">
      {state.hasMore ? "Older pictures are on their way." : "That is all of them."}
    </p>
  );
}

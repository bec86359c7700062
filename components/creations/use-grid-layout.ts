import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { ListState } from "./creations-list";
import { EMPTY_LAYOUT, extendLayout, type Geometry, type Layout, rowAt, rowsBetween, type Shape } from "./layout";
import { useGeometry } from "./use-geometry";

/** The last layout, extended while its pictures stay the same ones. */
class LayoutCache {
  #layout: Layout = EMPTY_LAYOUT;
  #geometry: Geometry | undefined;
  #generation = -1;

  of(shapes: readonly Shape[], generation: number, geometry: Geometry): Layout {
    const isSame = geometry === this.#geometry && generation === this.#generation;
    this.#layout = extendLayout(isSame ? this.#layout : EMPTY_LAYOUT, shapes, geometry);
    this.#geometry = geometry;
    this.#generation = generation;
    return this.#layout;
  }
}

export type Measured = { geometry: Geometry; layout: Layout };

/** Where everything lies; undefined until the box is measured, before the first paint in the browser. */
export function useGridLayout(
  box: RefObject<HTMLElement | null>,
  { shapes, generation }: ListState,
): Measured | undefined {
  const geometry = useGeometry(box);
  const [cache] = useState(() => new LayoutCache());
  return geometry && { geometry, layout: cache.of(shapes, generation, geometry) };
}

/** Keeps what one looks at in its place while pictures come and go above it. */
export function useScrollAnchor(
  box: RefObject<HTMLElement | null>,
  state: ListState,
  layout: Layout | undefined,
): void {
  const last = useRef<{ state: ListState; layout: Layout }>(undefined);
  useLayoutEffect(() => {
    const before = last.current;
    if (layout) last.current = { state, layout };
    if (!box.current || !layout || !before || before.state.generation === state.generation) return;
    const top = -box.current.getBoundingClientRect().top;
    if (top <= 0) return;
    const indexes = new Map(state.items.map(({ id }, index) => [id, index]));
    const [firstInSight] = rowsBetween(before.layout, top, top);
    const seen = before.state.items.slice(before.layout.rows[firstInSight]?.start ?? 0);
    const anchor = seen.findIndex(({ id }) => indexes.has(id));
    if (anchor < 0) return;
    const oldRow = before.layout.rows[rowAt(before.layout, before.state.items.length - seen.length + anchor)];
    const newRow = layout.rows[rowAt(layout, indexes.get(seen[anchor]!.id)!)];
    if (oldRow && newRow) window.scrollBy(0, newRow.top - oldRow.top);
  }, [box, state, layout]);
}

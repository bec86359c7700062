import { type RefObject, useLayoutEffect, useState } from "react";
import { type Layout, rowAt, rowsBetween } from "./layout";

/** Rows this far outside of the screen are drawn already. */
const AHEAD_PX = 700;

/**
 * The rows in sight and a little around them. At first those of the `drawn` pictures that are in the document already, so that none
 * of them is taken away and made anew.
 */
export function useVisibleRows(
  box: RefObject<HTMLElement | null>,
  layout: Layout | undefined,
  drawn: number,
): [first: number, end: number] {
  const [rows, setRows] = useState<[number, number]>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !layout) return;
    const update = () => {
      const top = -element.getBoundingClientRect().top;
      const next = rowsBetween(layout, top - AHEAD_PX, top + window.innerHeight + AHEAD_PX);
      setRows((before) => (before?.[0] === next[0] && before[1] === next[1] ? before : next));
    };
    update();
    window.addEventListener("scroll", update, { passive: true });
    window.addEventListener("resize", update);
    return () => {
      window.removeEventListener("scroll", update);
      window.removeEventListener("resize", update);
    };
  }, [box, layout]);
  return rows ?? [0, layout ? rowAt(layout, Math.min(drawn, layout.count) - 1) + 1 : 0];
}

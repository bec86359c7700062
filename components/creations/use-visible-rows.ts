import { type RefObject, useLayoutEffect, useState } from "react";
import { type Layout, rowsBetween } from "./layout";

/** Rows this far outside of the screen are drawn already. */
const AHEAD_PX = 700;

/** The rows in sight and a little around them. */
export function useVisibleRows(box: RefObject<HTMLElement | null>, layout: Layout | undefined): [number, number] {
  const [rows, setRows] = useState<[number, number]>([0, 0]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !layout) return;
    const update = () => {
      const top = -element.getBoundingClientRect().top;
      const next = rowsBetween(layout, top - AHEAD_PX, top + window.innerHeight + AHEAD_PX);
      setRows((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    };
    update();
    window.addEventListener("scroll", update, { passive: true });
    window.addEventListener("resize", update);
    return () => {
      window.removeEventListener("scroll", update);
      window.removeEventListener("resize", update);
    };
  }, [box, layout]);
  return rows;
}

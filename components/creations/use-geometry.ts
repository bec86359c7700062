import { type RefObject, useLayoutEffect, useState } from "react";
import type { Geometry } from "./layout";

function measure(box: HTMLElement): Geometry | undefined {
  const day = box.querySelector("section");
  const list = day?.querySelector("ul");
  if (!day || !list) return undefined;
  return {
    width: box.getBoundingClientRect().width,
    isPhone: !matchMedia("(min-width: 720px)").matches,
    rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    headHeight: list.getBoundingClientRect().top - day.getBoundingClientRect().top,
  };
}

const isSame = (a: Geometry | undefined, b: Geometry) =>
  a?.width === b.width && a.isPhone === b.isPhone && a.rem === b.rem && a.headHeight === b.headHeight;

/** What the layout of the grid in `box` depends on; undefined on the server and in the first drawing. */
export function useGeometry(box: RefObject<HTMLElement | null>): Geometry | undefined {
  const [geometry, setGeometry] = useState<Geometry>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const update = () => {
      const now = measure(element);
      if (now) setGeometry((before) => (isSame(before, now) ? before : now));
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    // Fonts that arrive late change the height of a day's name, not the width of the box.
    void document.fonts.ready.then(update);
    return () => observer.disconnect();
  }, [box]);
  return geometry;
}

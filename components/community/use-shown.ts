import { type RefObject, useLayoutEffect, useState } from "react";
import { indexesBetween, type Masonry, type Measure } from "./masonry";

/** Pictures this far outside of the screen are drawn already. */
const AHEAD_PX = 900;

const isSame = (a: readonly number[] | undefined, b: readonly number[]) =>
  a?.length === b.length && a.every((index, at) => index === b[at]);

type Standing = { masonry: Masonry; measure: Measure /** From the top of the page, px. */; top: number };

/** How the grid stands on the page; reading it makes the browser lay the page out. */
function standingOf(element: HTMLElement, wide: Masonry, narrow: Masonry): Standing {
  const { top, width } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const masonry = style.getPropertyValue("--columns") === "2" ? narrow : wide;
  const columns = masonry.ends.length;
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const gap = Number.parseFloat(style.getPropertyValue("--gap"));
  const measure = {
    columnWidth: (width - gap * (columns - 1)) / columns,
    step: Number.parseFloat(style.getPropertyValue("--step")) * rem,
  };
  return { masonry, measure, top: top + window.scrollY };
}

/** Indexes of the pictures around the screen; undefined (all of them) on the server and in the first drawing. */
export function useShown(
  box: RefObject<HTMLElement | null>,
  [wide, narrow]: readonly [Masonry, Masonry],
): readonly number[] | undefined {
  const [shown, setShown] = useState<readonly number[]>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    let standing = standingOf(element, wide, narrow);
    const update = () => {
      const from = window.scrollY - standing.top - AHEAD_PX;
      const to = window.scrollY - standing.top + window.innerHeight + AHEAD_PX;
      const next = indexesBetween(standing.masonry, standing.measure, from, to);
      setShown((before) => (isSame(before, next) ? before : next));
    };
    update();
    // Measured when something has changed its size, not while one scrolls; what stands above the grid makes the body longer.
    const observer = new ResizeObserver(() => {
      standing = standingOf(element, wide, narrow);
      update();
    });
    observer.observe(element);
    observer.observe(document.body);
    window.addEventListener("scroll", update, { passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", update);
    };
  }, [box, wide, narrow]);
  return shown;
}

import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { indexesBetween, type Masonry, type Measure } from "./masonry";

/** Pictures this far outside of the screen are drawn already. */
const AHEAD_PX = 900;

const isSame = (a: readonly number[] | undefined, b: readonly number[]) =>
  a?.length === b.length && a.every((index, at) => index === b[at]);

/** Of the pictures that are not in sight yet so many are drawn in one frame, so that none takes long. */
const NEW_IN_A_FRAME = 2;

/** What is wanted and was there before or is in sight, and a few more. */
function aFewMore(before: readonly number[], wanted: readonly number[], inSight: readonly number[]): number[] {
  const there = new Set([...before, ...inSight]);
  let left = NEW_IN_A_FRAME;
  return wanted.filter((index) => there.has(index) || left-- > 0);
}

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
  const latest = useRef<readonly number[]>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    let standing = standingOf(element, wide, narrow);
    let soon = 0;
    const between = (from: number, to: number) => {
      const top = window.scrollY - standing.top;
      return indexesBetween(standing.masonry, standing.measure, top + from, top + window.innerHeight + to);
    };
    const update = () => {
      const wanted = between(-AHEAD_PX, AHEAD_PX);
      const before = latest.current;
      const next = before ? aFewMore(before, wanted, between(0, 0)) : wanted;
      cancelAnimationFrame(soon);
      if (next.length < wanted.length) soon = requestAnimationFrame(update);
      if (isSame(before, next)) return;
      latest.current = next;
      setShown(next);
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
      cancelAnimationFrame(soon);
      observer.disconnect();
      window.removeEventListener("scroll", update);
    };
  }, [box, wide, narrow]);
  return shown;
}

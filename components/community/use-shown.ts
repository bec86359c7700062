import { type RefObject, useLayoutEffect, useState } from "react";
import { indexesBetween, type Masonry } from "./masonry";

/** Pictures this far outside of the screen are drawn already. */
const AHEAD_PX = 900;

const isSame = (a: readonly number[] | undefined, b: readonly number[]) =>
  a?.length === b.length && a.every((index, at) => index === b[at]);

/** Indexes of the pictures around the screen; undefined (all of them) on the server and in the first drawing. */
export function useShown(
  box: RefObject<HTMLElement | null>,
  [wide, narrow]: readonly [Masonry, Masonry],
): readonly number[] | undefined {
  const [shown, setShown] = useState<readonly number[]>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const update = () => {
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
      const next = indexesBetween(masonry, measure, -top - AHEAD_PX, -top + window.innerHeight + AHEAD_PX);
      setShown((before) => (isSame(before, next) ? before : next));
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    window.addEventListener("scroll", update, { passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", update);
    };
  }, [box, wide, narrow]);
  return shown;
}

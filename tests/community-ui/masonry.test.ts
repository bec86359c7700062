import { describe, expect, test } from "vitest";
import { emptyMasonry, extendMasonry, indexesBetween, type Shape, tallestOf } from "@/components/community/masonry";

const DESKTOP = { width: 1136, columns: 4, gap: 12, foot: 40 };
const PHONE = { width: 344, columns: 2, gap: 8, foot: 36 };
const RATIOS = [1, 0.8, 16 / 9, 3 / 2, 9 / 16, 2 / 3];
const shapes = (count: number): Shape[] =>
  Array.from({ length: count }, (_, at) => ({ ratio: RATIOS[(at * 7 + (at % 5)) % RATIOS.length]! }));

describe.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("masonry on a %s", (_, geometry) => {
  const all = shapes(500);

  test("a picture keeps its place when more come, however they come", () => {
    const whole = extendMasonry(emptyMasonry(geometry), all);
    let grown = emptyMasonry(geometry);
    for (let count = 1; count <= all.length; count += 37) {
      const before = grown.boxes;
      grown = extendMasonry(grown, all.slice(0, count));
      expect(grown.boxes.slice(0, before.length)).toEqual(before);
    }
    expect(extendMasonry(grown, all)).toEqual(whole);
  });

  test("no two pictures overlap and none leaves the width", () => {
    const { boxes } = extendMasonry(emptyMasonry(geometry), all);
    const lowest = new Map<number, number>();
    for (const { left, top, width, height } of boxes) {
      expect(top).toBeGreaterThanOrEqual(lowest.get(left) ?? 0);
      expect(left + width).toBeLessThanOrEqual(geometry.width + 0.01);
      lowest.set(left, top + height + geometry.gap);
    }
    expect(lowest.size).toBe(geometry.columns);
  });

  test("whatever touches the screen is among those drawn", () => {
    const masonry = extendMasonry(emptyMasonry(geometry), all);
    const tallest = tallestOf(masonry);
    for (let top = -300; top < masonry.height; top += 517) {
      const [first, end] = indexesBetween(masonry, top, top + 800, tallest);
      masonry.boxes.forEach((box, at) => {
        const touches = box.top < top + 800 && box.top + box.height > top;
        if (touches) expect(at >= first && at < end).toBe(true);
      });
      expect(end - first).toBeLessThan(60);
    }
  });
});

import { describe, expect, test } from "vitest";
import { COLUMNS, emptyMasonry, extendMasonry, indexesBetween } from "@/components/community/masonry";

const RATIOS = [1, 0.8, 16 / 9, 3 / 2, 9 / 16, 2 / 3];
const all = Array.from({ length: 500 }, (_, at) => RATIOS[(at * 7 + (at % 5)) % RATIOS.length]!);
const MEASURE = { columnWidth: 275, step: 40 };

describe.each(COLUMNS.map((columns) => [columns]))("masonry of %i columns", (columns) => {
  const whole = extendMasonry(emptyMasonry(columns), all);

  test("a picture keeps its place when more come, however they come", () => {
    let grown = emptyMasonry(columns);
    for (let count = 1; count <= all.length; count += 37) {
      const before = grown.places;
      grown = extendMasonry(grown, all.slice(0, count));
      expect(grown.places.slice(0, before.length)).toEqual(before);
    }
    expect(extendMasonry(grown, all)).toEqual(whole);
  });

  test("pictures of a column follow each other without overlap, and the columns end near each other", () => {
    const lowest = Array.from({ length: columns }, () => 0);
    for (const { column, widths, steps, ratio } of whole.places) {
      const top = widths * MEASURE.columnWidth + steps * MEASURE.step;
      expect(top).toBeCloseTo(lowest[column]!, 6);
      lowest[column] = top + MEASURE.columnWidth / ratio + MEASURE.step;
    }
    expect(Math.max(...lowest) - Math.min(...lowest)).toBeLessThan(MEASURE.columnWidth * 2.2);
  });

  test("those drawn are those that touch the screen", () => {
    const drawn = new Set<number>();
    for (let top = 0; top < 120_000; top += 800) {
      const indexes = indexesBetween(whole, MEASURE, top, top + 800);
      expect(indexes.length).toBeLessThan(50);
      for (const index of indexes) drawn.add(index);
    }
    expect(drawn.size).toBe(all.length);
  });
});

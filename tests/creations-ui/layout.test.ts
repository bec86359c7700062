import { describe, expect, test } from "vitest";
import {
  boxesOf,
  dayAt,
  EMPTY_LAYOUT,
  extendLayout,
  type Geometry,
  rowAt,
  rowsBetween,
  type Shape,
  stepFrom,
} from "@/components/creations/layout";

const DESKTOP: Geometry = { width: 1136, isPhone: false, rem: 16, headHeight: 32 };
const PHONE: Geometry = { width: 360, isPhone: true, rem: 16, headHeight: 32 };
const RATIOS = [1, 0.8, 16 / 9, 4 / 3, 9 / 16, 3 / 2];

/** Days of uneven length, from one picture to hundreds. */
function shapes(count: number): Shape[] {
  let day = 0;
  let left = 1;
  return Array.from({ length: count }, (_, at) => {
    left -= 1;
    if (left === 0) {
      day -= 1;
      left = 1 + ((at * 37) % 190);
    }
    return { ratio: RATIOS[(at * 7) % RATIOS.length]!, day };
  });
}

describe("extendLayout", () => {
  for (const geometry of [DESKTOP, PHONE]) {
    test(`pages added one by one lie as all at once, ${geometry.width} px`, () => {
      const all = shapes(2_000);
      let paged = EMPTY_LAYOUT;
      for (let count = 40; count <= all.length; count += 70) paged = extendLayout(paged, all.slice(0, count), geometry);
      paged = extendLayout(paged, all, geometry);
      expect(paged).toEqual(extendLayout(EMPTY_LAYOUT, all, geometry));
    });
  }

  test("rows fill the width to a hundredth of a pixel, and only the last of a day is left short", () => {
    const all = shapes(1_000);
    const layout = extendLayout(EMPTY_LAYOUT, all, DESKTOP);
    for (const row of layout.rows) {
      const last = boxesOf(row, all, DESKTOP).at(-1)!;
      const isLastOfDay = layout.days.some(({ end }) => end === row.end);
      if (isLastOfDay && row.height === 208) expect(last.left + last.width).toBeLessThanOrEqual(DESKTOP.width + 0.02);
      else expect(last.left + last.width).toBeCloseTo(DESKTOP.width, 2);
    }
    expect(layout.rows.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at))).toEqual(
      all.map((_, at) => at),
    );
  });

  test("phones have three squares a row", () => {
    const all = [1, 2, 3, 4].map(() => ({ ratio: 1.5, day: 1 }));
    const layout = extendLayout(EMPTY_LAYOUT, all, PHONE);
    expect(layout.rows).toEqual([
      { start: 0, end: 3, top: 32, height: 118 },
      { start: 3, end: 4, top: 153, height: 118 },
    ]);
    expect(boxesOf(layout.rows[0]!, all, PHONE).map(({ left }) => left)).toEqual([0, 121, 242]);
  });

  test("a page costs its own pictures, not those before it", () => {
    const all = shapes(10_000);
    const before = extendLayout(EMPTY_LAYOUT, all.slice(0, 9_900), DESKTOP);
    let reads = 0;
    const watched = new Proxy(all, {
      get(target, name, receiver) {
        if (typeof name === "string" && /^\d+$/.test(name)) reads += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    extendLayout(before, watched, DESKTOP);
    expect(reads).toBeLessThan(120 * 10);
  });
});

describe("rowsBetween", () => {
  test("gives the rows that touch a stretch, and none beside them", () => {
    const all = shapes(3_000);
    const layout = extendLayout(EMPTY_LAYOUT, all, DESKTOP);
    for (const from of [0, 500, 12_345, layout.height - 10]) {
      const [first, end] = rowsBetween(layout, from, from + 900);
      const touching = layout.rows.flatMap(({ top, height }, at) =>
        top + height >= from && top <= from + 900 ? [at] : [],
      );
      expect([first, end]).toEqual([touching[0], touching.at(-1)! + 1]);
    }
  });
});

describe("stepFrom", () => {
  const all = [1, 1, 1, 1, 1, 2, 2, 2].map((ratio, at) => ({ ratio, day: at < 5 ? 2 : 1 }));
  const layout = extendLayout(EMPTY_LAYOUT, all, DESKTOP);
  const step = (index: number, to: Parameters<typeof stepFrom>[4]) => stepFrom(layout, all, DESKTOP, index, to);

  test("up and down lead to what lies nearest, also into another day; the edges hold", () => {
    expect(layout.rows.map(({ start, end }) => [start, end])).toEqual([
      [0, 5],
      [5, 7],
      [7, 8],
    ]);
    expect(step(0, "down")).toBe(5);
    expect(step(3, "down")).toBe(6);
    expect(step(6, "up")).toBe(3);
    expect(step(0, "up")).toBe(0);
    expect(step(7, "down")).toBe(7);
  });

  test("left and right go on over rows; Home and End stay in the row", () => {
    expect(step(5, "left")).toBe(4);
    expect(step(7, "right")).toBe(7);
    expect([step(3, "row-start"), step(3, "row-end"), step(3, "first"), step(3, "last")]).toEqual([0, 4, 0, 7]);
  });

  test("every picture is in the row that rowAt names, and in the day that dayAt names", () => {
    const many = shapes(500);
    const big = extendLayout(EMPTY_LAYOUT, many, DESKTOP);
    for (let index = 0; index < 500; index++) {
      const row = big.rows[rowAt(big, index)]!;
      expect(row.start <= index && index < row.end).toBe(true);
      expect(dayAt(big, index).day).toBe(many[index]!.day);
    }
  });
});

/**
 * Where each picture of the grid lies, computed as the style sheet's flex and grid boxes would: the server draws the first screen
 * with those, and nothing may move when the browser takes over. Lengths are CSS pixels.
 */

export type Geometry = {
  /** Of the box that all rows share. */
  width: number;
  /** Three square columns; else justified rows. */
  isPhone: boolean;
  /** The root's font size: gaps are set in rem. */
  rem: number;
  /** A day's name with the space below it. */
  headHeight: number;
};

/** A picture as the layout sees it. */
export type Shape = { ratio: number; day: number };
export type Row = { start: number; end: number; top: number; height: number };
export type Day = { day: number; start: number; end: number; top: number; height: number };
/** Rows and days from the newest picture on; tops count from the upper edge of the grid. */
export type Layout = { rows: readonly Row[]; days: readonly Day[]; count: number; height: number };

/** Rows of the first drawing are this high before they grow to the full width. */
export const ROW_HEIGHT_PX = 208;
const COLUMNS = 3;
const COLUMN_GAP_REM = 0.1875;
const ROW_GAP_REM = 0.75;
const DAY_GAP_REM = 1.5;
/** Flex boxes count in 64ths of a pixel, so a row that fits by arithmetic may be a hair too wide. */
const HAIR_PX = 1 / 64;

export const EMPTY_LAYOUT: Layout = { rows: [], days: [], count: 0, height: 0 };

export const gapOf = ({ isPhone, rem }: Geometry) => (isPhone ? COLUMN_GAP_REM : ROW_GAP_REM) * rem;

/** Index after the last picture of the row that begins at `start`, and the row's height. */
function nextRow(shapes: readonly Shape[], start: number, geometry: Geometry): { end: number; height: number } {
  const { width, isPhone } = geometry;
  const gap = gapOf(geometry);
  const day = shapes[start]!.day;
  let end = start;
  let ratios = 0;
  let taken = -gap;
  while (end < shapes.length && shapes[end]!.day === day) {
    if (
      isPhone
        ? end - start === COLUMNS
        : end > start && taken + gap + shapes[end]!.ratio * ROW_HEIGHT_PX > width + HAIR_PX
    )
      break;
    ratios += shapes[end]!.ratio;
    taken += gap + shapes[end]!.ratio * ROW_HEIGHT_PX;
    end += 1;
  }
  if (isPhone) return { end, height: (width - (COLUMNS - 1) * gap) / COLUMNS };
  const isLastOfDay = end === shapes.length || shapes[end]!.day !== day;
  const isGrown = !isLastOfDay || taken > width;
  return { end, height: isGrown ? ROW_HEIGHT_PX + (width - taken) / ratios : ROW_HEIGHT_PX };
}

/**
 * The layout of `shapes`, whose first `before.count` are those of `before`, in the same geometry. Only the last row, which later
 * pictures of its day may still fill, and what follows it are computed.
 */
export function extendLayout(before: Layout, shapes: readonly Shape[], geometry: Geometry): Layout {
  if (shapes.length === before.count) return before;
  const gap = gapOf(geometry);
  const open = before.rows.at(-1);
  const rows = before.rows.slice(0, -1);
  const days = before.days.slice(0, -1);
  let day = before.days.at(-1);
  let start = open?.start ?? 0;
  let top = open?.top ?? 0;
  while (start < shapes.length) {
    const next = shapes[start]!.day;
    if (!day || day.day !== next) {
      if (day) days.push(day);
      const dayTop = day ? day.top + day.height + DAY_GAP_REM * geometry.rem : 0;
      day = { day: next, start, end: start, top: dayTop, height: 0 };
      top = dayTop + geometry.headHeight;
    }
    const { end, height } = nextRow(shapes, start, geometry);
    rows.push({ start, end, top, height });
    day = { ...day, end, height: top + height - day.top };
    top += height + gap;
    start = end;
  }
  if (day) days.push(day);
  return { rows, days, count: shapes.length, height: day ? day.top + day.height : 0 };
}

export type Box = { left: number; width: number };

/** Where the pictures of a row begin and how wide they are. */
export function boxesOf(row: Row, shapes: readonly Shape[], geometry: Geometry): Box[] {
  const gap = gapOf(geometry);
  let left = 0;
  return shapes.slice(row.start, row.end).map(({ ratio }) => {
    const width = geometry.isPhone ? row.height : ratio * row.height;
    const box = { left, width };
    left += width + gap;
    return box;
  });
}

/** Index of the first for which `isBefore` does not hold: binary search over what is in order. */
function firstOf<T>(ordered: readonly T[], isBefore: (one: T) => boolean): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(ordered[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows that touch the stretch from `from` to `to`: the first of them and the one after the last. */
export function rowsBetween({ rows }: Layout, from: number, to: number): [first: number, end: number] {
  return [firstOf(rows, ({ top, height }) => top + height < from), firstOf(rows, ({ top }) => top <= to)];
}

/** The row of the picture at `index`; -1 when it is not laid out. */
export function rowAt({ rows, count }: Layout, index: number): number {
  return index < 0 || index >= count ? -1 : firstOf(rows, ({ end }) => end <= index);
}

/** The day of the picture at `index`. */
export function dayAt({ days }: Layout, index: number): Day {
  return days[firstOf(days, ({ end }) => end <= index)]!;
}

export type Step = "left" | "right" | "up" | "down" | "row-start" | "row-end" | "first" | "last";

/** The picture that a step from the one at `index` leads to; up and down go to what lies nearest to its middle. */
export function stepFrom(
  layout: Layout,
  shapes: readonly Shape[],
  geometry: Geometry,
  index: number,
  step: Step,
): number {
  const at = rowAt(layout, index);
  const row = layout.rows[at];
  if (!row) return 0;
  switch (step) {
    case "left":
      return Math.max(0, index - 1);
    case "right":
      return Math.min(layout.count - 1, index + 1);
    case "row-start":
      return row.start;
    case "row-end":
      return row.end - 1;
    case "first":
      return 0;
    case "last":
      return layout.count - 1;
  }
  const target = layout.rows[at + (step === "up" ? -1 : 1)];
  if (!target) return index;
  const middleOf = ({ left, width }: Box) => left + width / 2;
  const middle = middleOf(boxesOf(row, shapes, geometry)[index - row.start]!);
  const distances = boxesOf(target, shapes, geometry).map((box) => Math.abs(middleOf(box) - middle));
  return target.start + distances.indexOf(Math.min(...distances));
}

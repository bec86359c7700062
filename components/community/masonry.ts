/** Columns on desktops and on phones. */
export const COLUMNS = [4, 2] as const;

/**
 * A picture's place: its column, and its top as so many column widths plus so many steps (a step is a caption and a gap). Lengths
 * follow from the width in the style sheet, so the server's drawing, the browser's and every resize agree.
 */
export type Place = { column: number; widths: number; steps: number; ratio: number };

/** Where the next picture of each column would begin. */
export type Masonry = { places: readonly Place[]; ends: readonly Omit<Place, "ratio">[] };

/** A step in column widths, for choosing the shortest column: near enough at every width, and the same at each. */
const STEP_WIDTHS = 0.17;

export const emptyMasonry = (columns: number): Masonry => ({
  places: [],
  ends: Array.from({ length: columns }, (_, column) => ({ column, widths: 0, steps: 0 })),
});

const lengthOf = ({ widths, steps }: { widths: number; steps: number }) => widths + steps * STEP_WIDTHS;

/**
 * Puts each further picture (width over height) under the shortest column, the leftmost of equals. What has its place keeps it: the
 * places of a longer list begin with those of the shorter one.
 */
export function extendMasonry(before: Masonry, ratios: readonly number[]): Masonry {
  const places = [...before.places];
  const ends = [...before.ends];
  for (const ratio of ratios.slice(places.length)) {
    const end = ends.reduce((shortest, one) => (lengthOf(one) < lengthOf(shortest) ? one : shortest));
    places.push({ ...end, ratio });
    ends[end.column] = { column: end.column, widths: end.widths + 1 / ratio, steps: end.steps + 1 };
  }
  return { places, ends };
}

/** Lengths in px. */
export type Measure = { columnWidth: number; step: number };

/** Indexes of the pictures that touch the stretch from `top` to `bottom` (px). */
export function indexesBetween({ places }: Masonry, measure: Measure, top: number, bottom: number): number[] {
  return places.flatMap(({ widths, steps, ratio }, index) => {
    const begins = widths * measure.columnWidth + steps * measure.step;
    const ends = begins + measure.columnWidth / ratio + measure.step;
    return begins < bottom && ends > top ? [index] : [];
  });
}

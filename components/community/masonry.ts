/** What the arithmetic needs of a picture: width over height. */
export type Shape = { ratio: number };

/** Lengths in px. `foot` is the room for the caption below each picture. */
export type Geometry = { width: number; columns: number; gap: number; foot: number };

export type Box = { left: number; top: number; width: number; height: number };

/** Boxes by index; `bottoms` is where the next picture of each column would begin. */
export type Masonry = { geometry: Geometry; boxes: readonly Box[]; bottoms: readonly number[]; height: number };

export const emptyMasonry = (geometry: Geometry): Masonry => ({
  geometry,
  boxes: [],
  bottoms: Array.from({ length: geometry.columns }, () => 0),
  height: 0,
});

/**
 * Puts each further picture under the shortest column, the leftmost of equals. What has its place keeps it: the boxes of a longer
 * list begin with those of the shorter one.
 */
export function extendMasonry(before: Masonry, shapes: readonly Shape[]): Masonry {
  const { geometry } = before;
  const width = (geometry.width - geometry.gap * (geometry.columns - 1)) / geometry.columns;
  const bottoms = [...before.bottoms];
  const boxes = [...before.boxes];
  for (const { ratio } of shapes.slice(boxes.length)) {
    const column = bottoms.indexOf(Math.min(...bottoms));
    const top = bottoms[column] ?? 0;
    const height = Math.round(width / ratio) + geometry.foot;
    boxes.push({ left: column * (width + geometry.gap), top, width, height });
    bottoms[column] = top + height + geometry.gap;
  }
  return { geometry, boxes, bottoms, height: Math.max(0, Math.max(...bottoms) - geometry.gap) };
}

/**
 * Indexes from the first to the one after the last whose boxes touch the stretch from `top` to `bottom` (px). Tops never fall from one
 * picture to the next, so both ends are found by halving; a picture that begins above reaches down `tallest` at most.
 */
export function indexesBetween(masonry: Masonry, top: number, bottom: number, tallest: number): [number, number] {
  return [firstFrom(masonry.boxes, top - tallest), firstFrom(masonry.boxes, bottom)];
}

/** The height of the tallest box in px. */
export const tallestOf = (masonry: Masonry) => masonry.boxes.reduce((most, { height }) => Math.max(most, height), 0);

function firstFrom(boxes: readonly Box[], top: number): number {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxes[middle]!.top < top) low = middle + 1;
    else high = middle;
  }
  return low;
}

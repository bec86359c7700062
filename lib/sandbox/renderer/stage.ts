import { distance, shaded } from "./colour";
import type { Palette } from "./palette";
import type { Pen } from "./pen";
import type { Random } from "./prng";
import type { Wish, WishedSubject } from "./read-prompt";
import { STOCK, type SubjectKind } from "./subjects/stock";
import type { Look, Subject } from "./subjects/subject";

/** What every scene gets: a pen, its size in local units (the short side is 1000), colours, wishes and chance. */
export interface Stage {
  pen: Pen;
  width: number;
  height: number;
  palette: Palette;
  wish: Wish;
  /** Changes with the seed. */
  random: Random;
  /** Changes with the words only. */
  words: Random;
}
export type Scene = (stage: Stage) => void;

export interface Box {
  /** Middle of the foot line. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export const subjectOf = (wished: WishedSubject): Subject => STOCK[wished.kind];
const STEMS = new Set(["flower", "rose", "sunflower"]);
const holder = (wish: Wish) => wish.subjects.find(({ kind }) => kind === "vase" || kind === "pot");
/** Flowers that a vase of the same prompt holds. */
const stems = (wish: Wish) => (holder(wish) ? wish.subjects.filter(({ kind }) => STEMS.has(kind)) : []);
/** What another drawing already brings with it. */
const INCLUDED: Readonly<Partial<Record<SubjectKind, readonly SubjectKind[]>>> = {
  chai: ["plate"],
  cup: ["plate"],
  thali: ["bowl", "plate", "laddoo"],
  cake: ["candle"],
  garland: ["marigold"],
  sweetbox: ["laddoo", "gift"],
};
const isIncluded = (wish: Wish, { kind }: WishedSubject) =>
  wish.subjects.some((other) => INCLUDED[other.kind]?.includes(kind));

export const standing = (wish: Wish) =>
  wish.subjects.filter(
    (wished) => subjectOf(wished).place !== "sky" && !stems(wish).includes(wished) && !isIncluded(wish, wished),
  );
export const flying = (wish: Wish) => wish.subjects.filter((wished) => subjectOf(wished).place === "sky");

const VARIED = new Set([
  "kite",
  "balloon",
  "airballoon",
  "flower",
  "fish",
  "gift",
  "umbrella",
  "butterfly",
  "lantern",
  "bird",
]);

/** Copies of one thing share its colour, but for those that are merrier mixed. */
export function lookFor(stage: Stage, wished: WishedSubject, copy: number): Look {
  const index = VARIED.has(wished.kind) ? copy : Math.max(0, stage.wish.subjects.indexOf(wished));
  const { palette, random } = stage;
  const [first, second, third] = palette.accents;
  const turn = [first, second, third];
  const colour = wished.colour ?? subjectOf(wished).colour ?? turn[index % 3]!;
  const accent = turn.find((option, i) => i >= index % 3 && distance(option, colour) > 0.16) ?? shaded(colour, 0.4);
  return {
    colour,
    accent,
    pale: palette.pale,
    random: random.fork(`${wished.kind}${copy}`),
    isNight: palette.isNight,
  };
}

/** Draws one thing with its contact shadow and the shadow it throws. */
export function drawOne(stage: Stage, wished: WishedSubject, index: number, x: number, y: number, scale: number): void {
  const { pen, palette } = stage;
  const subject = subjectOf(wished);
  const look = lookFor(stage, wished, index);
  const dark = shaded(palette.floor, 0.75);
  const draw = () => subject.draw(pen, { ...look, random: look.random.fork("draw") });
  pen.at(x, y, scale, () => {
    if (subject.place === "table" || subject.place === "ground") {
      pen.cast(dark, pen.treatment === "flat" ? 0.3 : 0.2, draw);
      pen.glow(4, 0, subject.width * 0.56, Math.max(6, subject.width * 0.085), [
        [0, dark, 0.5],
        [0.6, dark, 0.22],
        [1, dark, 0],
      ]);
    }
    if (wished === holder(stage.wish))
      for (const [i, stem] of stems(stage.wish).entries()) bunch(stage, stem, i, subject.height);
    draw();
  });
}

/** How far above its own height a vase reaches with the flowers it holds. */
export const bunchHeight = (wish: Wish, wished: WishedSubject) =>
  wished === holder(wish) && stems(wish).length ? 92 : 0;

function bunch(stage: Stage, stem: WishedSubject, index: number, mouth: number): void {
  const look = lookFor(stage, stem, index + 1);
  for (const [i, turn] of [-30, 28, -12, 12, 0].entries())
    stage.pen.at(
      0,
      8 - mouth,
      i < 2 ? 0.62 : 0.74,
      () => subjectOf(stem).draw(stage.pen, { ...look, random: look.random.fork(i) }),
      turn + index * 7,
    );
}

const MOST = 5;

/** Lines things up on a foot line inside a box, the first named in front and in the middle. */
export function arrange(stage: Stage, wishes: readonly WishedSubject[], box: Box): void {
  const all = wishes
    .flatMap((wished) =>
      Array.from({ length: subjectOf(wished).isSeveral ? 1 : Math.min(wished.count, MOST) }, () => wished),
    )
    .slice(0, MOST + 1);
  if (all.length === 0) return;
  const places = new Set(all.map((wished) => subjectOf(wished).place));
  const sizes = all.map((wished) => {
    const subject = subjectOf(wished);
    const height = subject.height + bunchHeight(stage.wish, wished);
    const share = places.size > 1 && subject.place === "table" ? 0.6 : 1;
    const even = places.size > 1 ? (110 / Math.max(height, subject.width * 0.7)) * share : 1;
    return { width: subject.width * even, height: height * even, even };
  });
  const order = middleOut(all.length);
  const gap = 16;
  const total = order.reduce((sum, i) => sum + sizes[i]!.width + gap, -gap);
  const tallest = Math.max(...sizes.map(({ height }) => height));
  const scale = Math.min(box.width / total, box.height / tallest);
  let left = box.x - (total * scale) / 2;
  const spots = order.map((i) => {
    const x = left + (sizes[i]!.width * scale) / 2;
    left += (sizes[i]!.width + gap) * scale;
    const back = all.length > 1 ? stage.random.fork(`back${i}`).between(0, 0.05) * (i === 0 ? 0 : 1) : 0;
    return { i, x, y: box.y - back * box.height };
  });
  for (const { i, x, y } of spots.sort((a, b) => a.y - b.y)) drawOne(stage, all[i]!, i, x, y, scale * sizes[i]!.even);
}

/** 0 in the middle, then alternately right and left of it. */
function middleOut(count: number): number[] {
  const order: number[] = [];
  for (let i = 0; i < count; i++) {
    if (i % 2) order.push(i);
    else order.unshift(i);
  }
  return order;
}

/** Lets things float over a region, larger ones first, without touching more than a little. */
export function scatter(
  stage: Stage,
  wishes: readonly WishedSubject[],
  region: { x: number; y: number; width: number; height: number },
): void {
  const copies = wishes.flatMap((wished) => Array.from({ length: Math.min(wished.count, 6) }, () => wished));
  const spotRandom = stage.random.fork("spots");
  const columns = Math.max(1, Math.ceil(Math.sqrt((copies.length * region.width) / region.height)));
  const rows = Math.ceil(copies.length / columns);
  for (const [i, wished] of copies.entries()) {
    const { width, height } = subjectOf(wished);
    const cell = { width: region.width / columns, height: region.height / rows };
    const scale =
      Math.min(cell.width / width, cell.height / height) * (copies.length === 1 ? 0.8 : spotRandom.between(0.6, 0.92));
    const x = region.x + ((i % columns) + 0.5 + spotRandom.between(-0.14, 0.14)) * cell.width;
    const y =
      region.y + (Math.floor(i / columns) + 0.5 + spotRandom.between(-0.14, 0.14)) * cell.height + (height * scale) / 2;
    drawOne(stage, wished, i, x, y, scale);
  }
}

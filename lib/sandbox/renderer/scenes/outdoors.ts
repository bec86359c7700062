import { hexOf, lit, mix, oklchOf, shaded } from "../colour";
import { arrange, flying, type Scene, type Stage, scatter, standing } from "../stage";
import { STOCK, type SubjectKind } from "../subjects/stock";
import { drawMist, drawRidge, drawSky, drawWeather, ridgeLine } from "./backdrop";

const look = (stage: Stage, colour: string, label: string) => ({
  colour,
  accent: stage.palette.accents[1],
  pale: stage.palette.pale,
  random: stage.random.fork(label),
  isNight: stage.palette.isNight,
});

/** The trees which a field or a forest has in any case. */
const WOOD: readonly SubjectKind[] = ["tree", "pine"];

/** What the prompt names, in front of a wide view: on the ground, and in the air. */
export function people(stage: Stage, foot: number, room = 0.36): void {
  const { width, height, wish } = stage;
  const named = standing(wish);
  const others = named.filter(({ kind }) => !WOOD.includes(kind));
  const isWooded = wish.settings.includes("field") || wish.settings.includes("forest");
  const things = isWooded && others.length ? others : named;
  const side = things.length === 1 ? stage.random.fork("side").between(0.4, 0.6) : 0.5;
  arrange(stage, things, {
    x: width * side,
    y: foot,
    width: width * (things.length === 1 ? 0.62 : 0.86),
    height: Math.max(height, width) * room,
  });
  const above = flying(wish);
  if (above.length)
    scatter(stage, above, {
      x: width * 0.08,
      y: height * 0.05,
      width: width * 0.84,
      height: height * (things.length ? 0.4 : 0.62),
    });
  drawWeather(stage);
}

export const mountain: Scene = (stage) => {
  const { height, width, palette, random, wish } = stage;
  const isHilly = random.fork("hilly").chance(0.45);
  const layers = random.fork("layers").whole(4, 6);
  const start = height * random.fork("start").between(0.34, 0.46);
  drawSky(stage, height * 0.75);
  for (let i = 0; i < layers; i++) {
    const depth = i / (layers - 1);
    const base = start + (height * 0.83 - start) * depth;
    const colour = mix(palette.far, palette.near, depth ** 1.25);
    const line = ridgeLine(
      random.fork(`ridge${i}`),
      width,
      base,
      height * ((isHilly ? 0.13 : 0.19) - depth * 0.07),
      isHilly ? 0.42 : 0.56,
    );
    drawRidge(
      stage,
      line,
      height + 4,
      colour,
      i < layers - 1 ? mix(colour, palette.haze, 0.75 - depth * 0.2) : shaded(colour, 0.2),
    );
    if (i === 0 && wish.weather.includes("snow") && !isHilly) snowCaps(stage, line);
    if (i < layers - 1)
      drawMist(stage, base + height * 0.04, height * 0.15, palette.haze, palette.isNight ? 0.14 : 0.26);
  }
  if (wish.subjects.length) {
    const line = ridgeLine(random.fork("fore"), width, height * 0.86, height * 0.015, 0.4);
    drawRidge(stage, line, height + 4, mix(palette.near, palette.ground, 0.55), palette.near);
  }
  people(stage, height * 0.92);
};

/** Snow on what rises above most of a ridge, its lower edge ragged. */
function snowCaps(stage: Stage, line: readonly (readonly [number, number])[]): void {
  const limit = line.map(([, y]) => y).sort((a, b) => a - b)[Math.floor(line.length * 0.45)]!;
  const point = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const top = line.map(([x, y]) => point(x, y));
  const edge = line.map(([x, y], i) => point(x, y < limit ? y + (limit - y) * (i % 4 < 2 ? 0.5 : 0.78) : y)).reverse();
  stage.pen.air(`M${top.join(" L")} L${edge.join(" L")}Z`, "#ffffff", stage.palette.isNight ? 0.35 : 0.85);
}

export const desert: Scene = (stage) => {
  const { height, width, palette, random, wish, pen } = stage;
  drawSky(stage, height * 0.55);
  const sand = wish.colours[0] ?? (palette.isNight ? "#4a4a72" : "#e0a468");
  for (let i = 0; i < 4; i++) {
    const chance = random.fork(`dune${i}`);
    const y = height * (0.48 + i * 0.14);
    const crest = chance.between(0.25, 0.75) * width;
    const rise = height * chance.between(0.08, 0.16);
    const tone = mix(lit(sand, 0.3), shaded(sand, 0.25), i / 3);
    pen.shape(
      `M0 ${y} C${crest * 0.4} ${y} ${crest * 0.75} ${y - rise} ${crest} ${y - rise} C${crest + 90} ${y - rise * 0.7} ${width * 0.8} ${y + 30} ${width} ${y - 20} V${height} H0Z`,
      pen.linear([
        [0, lit(tone, 0.25)],
        [1, tone],
      ]),
    );
    pen.air(
      `M${crest} ${y - rise} C${crest + 90} ${y - rise * 0.7} ${width * 0.8} ${y + 30} ${width} ${y - 20} V${y + 160} C${width * 0.7} ${y + 150} ${crest + 110} ${y + 90} ${crest} ${y - rise}Z`,
      pen.linear([
        [0, shaded(tone, 0.3), 0.75],
        [1, shaded(tone, 0.3), 0],
      ]),
    );
  }
  people(stage, height * 0.9);
};

export const field: Scene = (stage) => {
  const { height, width, palette, random, pen, wish } = stage;
  const horizon = height * 0.5;
  drawSky(stage, horizon);
  const grass = palette.ground;
  drawRidge(
    stage,
    ridgeLine(random.fork("hills"), width, horizon - 10, height * 0.07, 0.4),
    height,
    mix(palette.far, grass, 0.35),
    mix(grass, palette.haze, 0.4),
  );
  drawRidge(
    stage,
    ridgeLine(random.fork("near"), width, horizon + height * 0.1, height * 0.04, 0.38),
    height,
    lit(grass, 0.12),
    grass,
  );
  for (let i = 0; i < 7; i++) {
    const x = width * (i / 6);
    pen.stroke(
      `M${(width / 2 + (x - width / 2) * 0.5).toFixed(0)} ${(height * 0.66).toFixed(0)} Q${x.toFixed(0)} ${(height * 0.8).toFixed(0)} ${(width / 2 + (x - width / 2) * 2.2).toFixed(0)} ${height + 10}`,
      shaded(grass, 0.16),
      12,
      0.5,
    );
  }
  const chance = random.fork("trees");
  for (let i = 0; i < 4; i++) {
    const x = width * (i < 2 ? chance.between(0.02, 0.28) : chance.between(0.72, 0.98));
    pen.at(x, height * chance.between(0.56, 0.64), chance.between(0.8, 1.5), () =>
      STOCK.tree.draw(pen, look(stage, dyeGreen(stage), `tree${i}`)),
    );
  }
  if (wish.subjects.length === 0) meadowFlowers(stage);
  people(stage, height * 0.9);
};

/** Leaves stay green unless the prompt's colours say otherwise. */
export function dyeGreen({ palette, wish }: Stage): string {
  const { h, c } = oklchOf(palette.ground);
  return wish.colours.length
    ? hexOf({ l: palette.isNight ? 0.3 : 0.52, c: Math.max(0.06, c), h })
    : palette.isNight
      ? "#1f3a44"
      : "#3f7f46";
}

function meadowFlowers(stage: Stage): void {
  const { pen, width, height, palette } = stage;
  const chance = stage.random.fork("flowers");
  for (let i = 0; i < 26; i++) {
    const depth = chance.next();
    const tint = chance.pick([...palette.accents, palette.pale]);
    pen.at(chance.between(0, width), height * (0.74 + depth * 0.26), 0.35 + depth * 0.75, () =>
      STOCK.flower.draw(pen, look(stage, tint, `flower${i}`)),
    );
  }
}

export const forest: Scene = (stage) => {
  const { height, width, palette, random, pen, wish } = stage;
  const green = dyeGreen(stage);
  const glow = wish.colours.length
    ? lit(palette.haze, 0.3)
    : palette.isNight
      ? "#31507a"
      : mix("#dcecc4", palette.sky[2], 0.35);
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear([
      [0, mix(glow, green, 0.35)],
      [0.5, glow],
      [1, mix(glow, green, 0.5)],
    ]),
  );
  pen.glow(width * random.fork("sun").between(0.35, 0.65), height * 0.3, width * 0.55, height * 0.45, [
    [0, palette.sun, 0.9],
    [1, palette.sun, 0],
  ]);
  for (let layer = 0; layer < 4; layer++) {
    const chance = random.fork(`wood${layer}`);
    const depth = layer / 3;
    const tone = mix(mix(glow, green, 0.4), shaded(green, 0.62), depth);
    const foot = height * (0.62 + depth * 0.22);
    const isPine = chance.chance(0.5);
    const soil = wish.weather.includes("snow") ? mix(tone, "#eef3f8", 0.78 - depth * 0.1) : tone;
    drawRidge(stage, ridgeLine(chance, width, foot, 16, 0.4), height, soil, shaded(soil, 0.2));
    for (let i = 0; i < 8 - layer; i++) {
      const x =
        layer === 3
          ? width * (i % 2 ? chance.between(0.82, 1.06) : chance.between(-0.06, 0.18))
          : width * ((i + chance.next()) / (8 - layer));
      const size = (1.5 + depth * 2) * chance.between(0.8, 1.25);
      pen.at(x, foot + 14, size, () =>
        (isPine ? STOCK.pine : STOCK.tree).draw(pen, look(stage, tone, `t${layer}${i}`)),
      );
    }
    drawMist(stage, foot - height * 0.1, height * 0.2, glow, 0.45 * (1 - depth));
  }
  people(stage, height * 0.92, 0.34);
};

import { lit, mix, shaded } from "../colour";
import { arrange, flying, type Scene, type Stage, scatter, standing, subjectOf } from "../stage";
import { drawRidge, drawSky, drawWeather, ridgeLine } from "./backdrop";

/** Water from the horizon down, with the sun's path on it. */
function drawWater(stage: Stage, horizon: number, sun: { x: number; r: number }): void {
  const { pen, width, height, palette, random } = stage;
  const chance = random.fork("water");
  const near = palette.time === "day" ? shaded(palette.water, 0.35) : mix(palette.water, palette.sky[0], 0.65);
  pen.rect(
    0,
    horizon,
    width,
    height - horizon,
    pen.linear([
      [0, mix(palette.water, palette.sky[2], 0.62)],
      [0.3, palette.water],
      [1, near],
    ]),
  );
  pen.glow(sun.x, horizon, sun.r * 4.4, (height - horizon) * 0.9, [
    [0, palette.sun, 0.55],
    [1, palette.sun, 0],
  ]);
  const bright = mix(palette.sun, palette.sky[2], 0.3);
  for (let i = 0; i < 90; i++) {
    const depth = chance.next() ** 1.4;
    const y = horizon + 4 + (height - horizon) * depth;
    const isPath = chance.chance(0.5);
    const x = isPath ? sun.x + chance.between(-1, 1) * sun.r * (0.7 + depth * 2.6) : chance.between(0, width);
    const length = (20 + 130 * depth) * chance.between(0.4, 1);
    pen.air(
      `M${(x - length).toFixed(1)} ${y.toFixed(1)}q${length.toFixed(1)} ${(-3 - 5 * depth).toFixed(1)} ${(length * 2).toFixed(1)} 0q${(-length).toFixed(1)} ${(3 + 6 * depth).toFixed(1)} ${(-length * 2).toFixed(1)} 0Z`,
      isPath ? bright : chance.chance(0.5) ? lit(palette.water, 0.3) : shaded(palette.water, 0.3),
      isPath ? 0.75 : 0.4,
    );
  }
}

const afloat = (stage: Stage) => standing(stage.wish).filter((wished) => subjectOf(wished).place === "water");
const ashore = (stage: Stage) => standing(stage.wish).filter((wished) => subjectOf(wished).place !== "water");

function beach(stage: Stage, from: number): void {
  const { pen, width, height, palette, wish } = stage;
  const sand = wish.colours.length
    ? lit(palette.ground, 0.4)
    : palette.isNight
      ? "#4b4a6a"
      : mix("#ecd3a4", palette.haze, palette.time === "day" ? 0 : 0.4);
  pen.air(
    `M0 ${from - 26}Q${width * 0.3} ${from - 66} ${width * 0.6} ${from - 20}T${width} ${from - 40}V${height}H0Z`,
    "#ffffff",
    0.6,
  );
  pen.shape(
    `M0 ${from}Q${width * 0.3} ${from - 44} ${width * 0.6} ${from + 4}T${width} ${from - 14}V${height + 4}H0Z`,
    pen.linear([
      [0, sand],
      [1, shaded(sand, 0.14)],
    ]),
  );
}

export const sea: Scene = (stage) => {
  const { width, height, palette, random } = stage;
  const onLand = ashore(stage);
  const horizon = height * random.fork("horizon").between(0.42, 0.52);
  const sun = drawSky(stage, horizon);
  drawWater(stage, horizon, sun);
  if (random.fork("isle").chance(0.5)) {
    const chance = random.fork("isle-form");
    const at = chance.chance(0.5) ? 0 : width * 0.55;
    stage.pen.at(at, 0, [0.45, 1], () =>
      drawRidge(
        stage,
        ridgeLine(chance, width, horizon - 14, 30, 0.45).map(([x, y]) => [x, Math.min(horizon, y)] as const),
        horizon + 3,
        mix(palette.far, palette.near, 0.3),
        palette.far,
      ),
    );
  }
  const floating = afloat(stage);
  arrange(stage, floating, {
    x: width * (floating.length === 1 ? random.fork("boat").between(0.38, 0.62) : 0.5),
    y: height * (onLand.length ? 0.66 : 0.74),
    width: width * 0.66,
    height: height * 0.36,
  });
  if (onLand.length || random.fork("beach").chance(0.35)) beach(stage, height * 0.8);
  arrange(stage, onLand, {
    x: width / 2,
    y: height * 0.92,
    width: width * (onLand.length === 1 ? 0.6 : 0.86),
    height: height * 0.36,
  });
  scatter(stage, flying(stage.wish), { x: width * 0.1, y: height * 0.05, width: width * 0.8, height: height * 0.38 });
  drawWeather(stage);
};

export const river: Scene = (stage) => {
  const { width, height, palette, random, pen } = stage;
  const horizon = height * 0.44;
  drawSky(stage, horizon);
  for (let i = 0; i < 3; i++) {
    const tone = mix(palette.far, palette.near, i * 0.3);
    drawRidge(
      stage,
      ridgeLine(random.fork(`bank${i}`), width, horizon - 60 + i * 34, height * (0.1 - i * 0.03), 0.48),
      height,
      tone,
      mix(tone, palette.haze, 0.5),
    );
  }
  pen.rect(
    0,
    height * 0.5,
    width,
    height,
    pen.linear([
      [0, lit(palette.ground, 0.15)],
      [1, shaded(palette.ground, 0.2)],
    ]),
  );
  const bend = random.fork("bend").between(0.35, 0.65) * width;
  pen.shape(
    `M${bend} ${height * 0.5}C${bend + 260} ${height * 0.6} ${bend - 420} ${height * 0.68} ${width * 0.02} ${height + 4}H${width * 0.98}C${width * 0.7} ${height * 0.74} ${bend + 420} ${height * 0.62} ${bend + 26} ${height * 0.5}Z`,
    pen.linear([
      [0, mix(palette.water, palette.sky[2], 0.6)],
      [1, palette.water],
    ]),
  );
  for (let i = 0; i < 14; i++) {
    const chance = random.fork(`glint${i}`);
    const y = height * chance.between(0.72, 0.98);
    pen.stroke(`M${width * chance.between(0.3, 0.6)} ${y}h${chance.between(40, 130)}`, palette.sky[2], 3, 0.55);
  }
  arrange(stage, afloat(stage), { x: width * 0.5, y: height * 0.84, width: width * 0.5, height: height * 0.3 });
  arrange(stage, ashore(stage), { x: width * 0.5, y: height * 0.93, width: width * 0.7, height: height * 0.34 });
  scatter(stage, flying(stage.wish), { x: width * 0.1, y: height * 0.05, width: width * 0.8, height: height * 0.36 });
  drawWeather(stage);
};

export const underwater: Scene = (stage) => {
  const { width, height, random, pen, wish, palette } = stage;
  const blue = wish.colours[0] ?? "#1f86b0";
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear([
      [0, lit(blue, 0.5)],
      [0.45, blue],
      [1, shaded(blue, 0.6)],
    ]),
  );
  for (let i = 0; i < 5; i++) {
    const x = width * random.fork(`ray${i}`).between(0.05, 0.9);
    pen.air(
      `M${x} 0h70L${x + 260} ${height * 0.8}h-230Z`,
      pen.linear([
        [0, "#ffffff", 0.28],
        [1, "#ffffff", 0],
      ]),
    );
  }
  const corals = ["#f0699b", "#f4a03a", "#7a3fa6", palette.accents[0]] as const;
  for (let i = 0; i < 11; i++) {
    const chance = random.fork(`coral${i}`);
    const tall = chance.between(90, 240);
    const x = width * (i / 10);
    const tint = mix(chance.pick(corals), blue, wish.colours.length ? 0.6 : 0.25);
    for (const turn of [-30, -10, 8, 28])
      pen.at(x, height + 6, 1, () => pen.stroke(`M0 0 q${turn * 0.6} ${-tall * 0.5} 0 ${-tall}`, tint, 26), turn);
  }
  for (let i = 0; i < 24; i++) {
    const chance = random.fork(`bubble${i}`);
    pen.circle(width * chance.next(), height * chance.next(), chance.between(4, 14), "#ffffff", 0.25);
  }
  const swimmers = wish.subjects.length ? wish.subjects : [{ kind: "fish" as const, count: 4 }];
  scatter(stage, swimmers, { x: width * 0.06, y: height * 0.12, width: width * 0.88, height: height * 0.62 });
};

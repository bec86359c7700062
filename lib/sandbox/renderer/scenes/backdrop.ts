import { lit, mix, shaded } from "../colour";
import type { Random } from "../prng";
import type { Stage } from "../stage";

const whole = (value: number) => Math.round(value * 10) / 10;

/** Sky from the top of the picture to the horizon, with sun or moon, and stars at night. Returns the sun's place. */
export function drawSky(stage: Stage, horizon: number, isSunLow = true): { x: number; y: number; r: number } {
  const { pen, width, palette, random } = stage;
  const chance = random.fork("sky");
  const [top, middle, low] = palette.sky;
  pen.rect(
    0,
    0,
    width,
    horizon + 4,
    pen.linear([
      [0, top],
      [0.55, middle],
      [1, low],
    ]),
  );
  pen.rect(0, horizon, width, stage.height - horizon, low);
  const r = chance.between(52, 84);
  const height =
    palette.time === "sunset" || palette.time === "dawn"
      ? isSunLow
        ? chance.between(0.68, 0.84)
        : 0.5
      : chance.between(0.2, 0.36);
  const sun = {
    x: width * (chance.chance(0.5) ? chance.between(0.22, 0.4) : chance.between(0.6, 0.78)),
    y: horizon * height,
    r,
  };
  if (palette.isNight) drawStars(stage, horizon);
  if (stage.wish.weather.includes("rain")) return sun;
  pen.glow(sun.x, sun.y, r * 5, r * 5, [
    [0, palette.sun, palette.isNight ? 0.35 : 0.7],
    [0.3, palette.sun, 0.22],
    [1, palette.sun, 0],
  ]);
  pen.circle(sun.x, sun.y, r, palette.sun);
  if (palette.isNight)
    for (const [dx, dy, size] of [
      [-0.3, -0.2, 0.2],
      [0.3, 0.25, 0.26],
      [-0.1, 0.45, 0.13],
    ] as const)
      pen.air(circle(sun.x + dx * r, sun.y + dy * r, size * r), "#b8b296", 0.35);
  drawClouds(stage, horizon);
  return sun;
}

export const circle = (x: number, y: number, r: number) =>
  `M${whole(x - r)} ${whole(y)}a${whole(r)} ${whole(r)} 0 1 0 ${whole(r * 2)} 0a${whole(r)} ${whole(r)} 0 1 0 ${whole(-r * 2)} 0Z`;

export function drawStars(stage: Stage, below: number): void {
  const chance = stage.random.fork("stars");
  for (let i = 0; i < 130; i++) {
    const x = chance.between(0, stage.width);
    const y = chance.between(0, below) * chance.between(0.3, 1);
    stage.pen.air(
      circle(x, y, chance.chance(0.08) ? 3.6 : chance.between(0.9, 2.2)),
      "#fff7df",
      chance.between(0.35, 0.95),
    );
  }
}

export function drawClouds(stage: Stage, horizon: number): void {
  const { pen, width, palette } = stage;
  const chance = stage.random.fork("clouds");
  const tint = mix(palette.sky[2], "#ffffff", palette.isNight ? 0.12 : 0.6);
  const banks = chance.whole(2, 4);
  for (let bank = 0; bank < banks; bank++) {
    const x = chance.between(0, width);
    const y = horizon * chance.between(0.1, 0.6);
    const span = chance.between(140, 320);
    for (let i = 0; i < 9; i++) {
      const rx = span * chance.between(0.35, 0.8);
      pen.glow(x + chance.between(-span, span), y + chance.between(-26, 26), rx, rx * chance.between(0.1, 0.2), [
        [0, tint, 0.5],
        [0.6, tint, 0.22],
        [1, tint, 0],
      ]);
    }
  }
}

/** A cumulus with a flat foot, for drawn skies. */
export function drawCloud(stage: Stage, x: number, y: number, size: number, colour = "#ffffff"): void {
  const { pen } = stage;
  const paint = pen.linear([
    [0, colour],
    [1, shaded(colour, 0.1)],
  ]);
  const s = size / 100;
  const p = (a: number) => whole(a * s);
  pen.at(x, y, 1, () =>
    pen.shape(
      `M${p(-90)} 0 a${p(34)} ${p(34)} 0 0 1 ${p(8)} ${p(-66)} a${p(50)} ${p(50)} 0 0 1 ${p(92)} ${p(-26)} a${p(40)} ${p(40)} 0 0 1 ${p(66)} ${p(36)} a${p(29)} ${p(29)} 0 0 1 ${p(10)} ${p(56)}Z`,
      paint,
    ),
  );
}

/** Heights of a ridge by midpoint displacement: rough mountains, or smooth hills. */
export function ridgeLine(
  chance: Random,
  width: number,
  base: number,
  swing: number,
  roughness: number,
): [number, number][] {
  const steps = 128;
  const heights = new Array<number>(steps + 1).fill(0);
  heights[0] = chance.between(-1, 1);
  heights[steps] = chance.between(-1, 1);
  let span = 1;
  for (let step = steps; step > 1; step /= 2) {
    for (let i = step / 2; i < steps; i += step)
      heights[i] = (heights[i - step / 2]! + heights[i + step / 2]!) / 2 + chance.between(-span, span);
    span *= roughness;
  }
  return heights.map((h, i) => [(i / steps) * width, base - h * swing]);
}

export function drawRidge(
  stage: Stage,
  line: readonly (readonly [number, number])[],
  foot: number,
  top: string,
  bottom: string,
): void {
  const { pen, width } = stage;
  const smooth = line.map(([x, y]) => `${whole(x)} ${whole(y)}`).join(" L");
  pen.shape(
    `M0 ${whole(foot)} L${smooth} L${whole(width)} ${whole(foot)}Z`,
    pen.linear([
      [0, lit(top, 0.1)],
      [0.35, top],
      [1, bottom],
    ]),
  );
}

export function drawMist(stage: Stage, y: number, height: number, colour: string, opacity = 0.7): void {
  const { pen, width } = stage;
  pen.air(
    `M0 ${whole(y)}H${whole(width)}V${whole(y + height)}H0Z`,
    pen.linear([
      [0, colour, 0],
      [0.5, colour, 1],
      [1, colour, 0],
    ]),
    opacity,
  );
}

/** Rain or snow over the whole picture. */
export function drawWeather(stage: Stage): void {
  const { pen, width, height, wish, palette } = stage;
  const chance = stage.random.fork("weather");
  if (wish.weather.includes("mist"))
    for (let i = 0; i < 3; i++) drawMist(stage, height * (0.3 + 0.2 * i), height * 0.26, palette.haze, 0.5);
  if (wish.weather.includes("rain"))
    for (let i = 0; i < (width * height) / 9000; i++) {
      const x = chance.between(-40, width);
      const y = chance.between(-40, height);
      const length = chance.between(26, 54);
      pen.stroke(
        `M${whole(x)} ${whole(y)}l${whole(-length * 0.36)} ${whole(length)}`,
        lit(palette.sky[2], 0.5),
        2.6,
        0.6,
      );
    }
  if (wish.weather.includes("snow"))
    for (let i = 0; i < (width * height) / 7000; i++)
      pen.air(
        circle(chance.between(0, width), chance.between(0, height), chance.between(2, 6.5)),
        "#ffffff",
        chance.between(0.5, 0.95),
      );
}

import { lit, mix, shaded } from "../colour";
import { arrange, flying, type Scene, type Stage, scatter, standing } from "../stage";
import { drawCloud, drawStars, drawWeather } from "./backdrop";

function arrow(stage: Stage, d: string, tip: readonly [number, number], turn: number, colour: string): void {
  const { pen } = stage;
  pen.stroke(d, colour, 9);
  pen.at(tip[0], tip[1], 1, () => pen.shape("M-22 -18L16 0L-22 18Z", colour), turn);
}

/** The water cycle: sun, rising vapour, cloud, rain, river and lake. */
export const watercycle: Scene = (stage) => {
  const { pen, width: w, height: h, wish } = stage;
  const dye = wish.colours[0];
  const tone = (colour: string) => (dye ? mix(colour, dye, 0.55) : colour);
  pen.rect(
    0,
    0,
    w,
    h,
    pen.linear([
      [0, tone("#cfe8f4")],
      [1, tone("#eef7fa")],
    ]),
  );
  pen.circle(w * 0.84, h * 0.17, Math.min(w, h) * 0.09, pen.ball("#ffb31a"));
  for (let i = 0; i < 12; i++)
    pen.at(w * 0.84, h * 0.17, Math.min(w, h) / 1000, () => pen.stroke("M0 -116V-142", "#ffb31a", 10), i * 30);
  const land = h * 0.66;
  pen.shape(
    `M${-w * 0.04} ${land}L${w * 0.2} ${h * 0.3}L${w * 0.34} ${h * 0.5}L${w * 0.42} ${h * 0.42}L${w * 0.62} ${land}Z`,
    pen.linear([
      [0, tone("#7d9b7f")],
      [1, tone("#5f8a64")],
    ]),
  );
  pen.shape(
    `M${w * 0.2} ${h * 0.3}L${w * 0.258} ${h * 0.383}L${w * 0.225} ${h * 0.37}L${w * 0.2} ${h * 0.39}L${w * 0.17} ${h * 0.366}L${w * 0.146} ${h * 0.39}Z`,
    "#ffffff",
  );
  pen.rect(
    0,
    land - 2,
    w,
    h - land + 4,
    pen.linear([
      [0, tone("#9cc274")],
      [1, tone("#7fac5c")],
    ]),
  );
  pen.shape(
    `M${w * 0.3} ${land}C${w * 0.42} ${h * 0.74} ${w * 0.36} ${h * 0.8} ${w * 0.52} ${h * 0.86}L${w * 0.46} ${h + 4}H${w}V${h * 0.74}C${w * 0.86} ${h * 0.7} ${w * 0.7} ${h * 0.74} ${w * 0.6} ${h * 0.8}C${w * 0.46} ${h * 0.76} ${w * 0.46} ${h * 0.7} ${w * 0.34} ${land}Z`,
    pen.linear([
      [0, tone("#4fa3d8")],
      [1, tone("#2f78b5")],
    ]),
  );
  const unit = Math.min(w, h) * 0.15;
  drawCloud(stage, w * 0.3, h * 0.24, unit * 0.9, tone("#e3ebf0"));
  drawCloud(stage, w * 0.42, h * 0.2, unit * 1.1);
  for (let i = 0; i < 10; i++)
    pen.stroke(
      `M${w * (0.24 + (i % 5) * 0.045)} ${h * (0.29 + Math.floor(i / 5) * 0.075)}l${-w * 0.012} ${h * 0.045}`,
      "#2f78b5",
      8,
    );
  const ink = "#26304a";
  for (const [i, x] of [0.74, 0.8, 0.86].entries())
    arrow(
      stage,
      `M${w * x} ${h * 0.7}q${w * 0.02} ${-h * 0.06} 0 ${-h * 0.12}t0 ${-h * 0.1}`,
      [w * x, h * (0.47 - i * 0)],
      -90,
      lit(ink, 0.15),
    );
  arrow(
    stage,
    `M${w * 0.72} ${h * 0.3}Q${w * 0.64} ${h * 0.12} ${w * 0.56} ${h * 0.13}`,
    [w * 0.55, h * 0.13],
    180,
    ink,
  );
  arrow(stage, `M${w * 0.14} ${h * 0.52}Q${w * 0.2} ${h * 0.64} ${w * 0.3} ${h * 0.7}`, [w * 0.31, h * 0.706], 28, ink);
};

/** Sun, rings of orbits and eight worlds of different size. */
export const solarsystem: Scene = (stage) => {
  const { pen, width: w, height: h, wish, random } = stage;
  const deep = wish.colours[0] ?? "#11153a";
  pen.rect(
    0,
    0,
    w,
    h,
    pen.linear(
      [
        [0, shaded(deep, 0.4)],
        [1, deep],
      ],
      [0, 0, 1, 1],
    ),
  );
  drawStars(stage, h);
  const isWide = w >= h;
  const sun: readonly [number, number] = isWide ? [w * 0.04, h * 0.5] : [w * 0.5, h * 0.02];
  const reach = Math.max(w, h) * 0.92;
  pen.glow(sun[0], sun[1], reach * 0.34, reach * 0.34, [
    [0, "#ffcf5c", 0.9],
    [1, "#ff9d2e", 0],
  ]);
  pen.circle(
    sun[0],
    sun[1],
    reach * 0.15,
    pen.radial([
      [0, "#fff1b5"],
      [0.6, "#ffc23d"],
      [1, "#f58a1f"],
    ]),
  );
  const worlds = [
    ["#b5a48c", 12],
    ["#e0b26a", 20],
    ["#4f94d8", 22],
    ["#d1603a", 16],
    ["#d9a878", 52],
    ["#e3cf9a", 44],
    ["#9fd8dc", 30],
    ["#4a6fd0", 29],
  ] as const;
  const unit = Math.min(w, h) / 900;
  for (const [i, [colour, r]] of worlds.entries()) {
    const orbit = reach * (0.22 + i * 0.102);
    pen.stroke(
      `M${sun[0] - orbit} ${sun[1]}a${orbit} ${orbit} 0 1 0 ${orbit * 2} 0a${orbit} ${orbit} 0 1 0 ${-orbit * 2} 0`,
      "#ffffff",
      1.6,
      0.3,
    );
    const turn =
      (isWide ? 0 : Math.PI / 2) +
      random.fork(`world${i}`).between(-0.42, 0.42) * Math.min(1, (Math.min(w, h) * 0.9) / orbit);
    const [x, y] = [sun[0] + Math.cos(turn) * orbit, sun[1] + Math.sin(turn) * orbit];
    if (i === 5) pen.at(x, y, unit, () => pen.stroke(`M${-r * 1.7} 8Q0 ${r * 0.5} ${r * 1.7} -8`, "#d9c28c", 8));
    pen.circle(x, y, r * unit, pen.ball(wish.colours[1] ? mix(colour, wish.colours[1], 0.5) : colour));
  }
};

/** A board in a frame, chalk drawings on it, and what the lesson is about in front. */
export const blackboard: Scene = (stage) => {
  const { pen, width: w, height: h, palette, wish, random } = stage;
  pen.rect(
    0,
    0,
    w,
    h,
    pen.linear([
      [0, lit(palette.wall, 0.1)],
      [1, palette.wall],
    ]),
  );
  const board = wish.colours[0] ?? random.fork("board").pick(["#1f4d43", "#23333c", "#274a37"] as const);
  const top = h * 0.1;
  const foot = h * 0.64;
  pen
    .rect(
      w * 0.07,
      top,
      w * 0.86,
      foot - top,
      pen.linear([
        [0, "#b9834a"],
        [1, "#8d5f32"],
      ]),
      10,
    )
    .rect(
      w * 0.09,
      top + w * 0.02,
      w * 0.82,
      foot - top - w * 0.04,
      pen.linear(
        [
          [0, lit(board, 0.08)],
          [1, shaded(board, 0.12)],
        ],
        [0, 0, 1, 1],
      ),
    );
  const chalk = "#f3f1e6";
  const chance = random.fork("chalk");
  const s = Math.min(w, h) / 1000;
  const spots = [
    [0.22, 0.3],
    [0.5, 0.3],
    [0.78, 0.3],
    [0.3, 0.49],
    [0.68, 0.5],
  ] as const;
  const marks = [
    "M-70 60L0 -70L70 60Z",
    "M-60 0a60 60 0 1 0 120 0a60 60 0 1 0 -120 0M0 0L52 -30",
    "M-80 50H80M-70 60V-70M-60 40Q-10 -90 70 -30",
    "M-80 -20H80M-80 20H20",
    "M-50 -50H50V50H-50ZM-50 -50L-20 -76H80L50 -50M80 -76V24L50 50",
    "M-70 0q35 -70 70 0t70 0",
  ] as const;
  for (const [i, [x, y]] of spots.entries())
    pen.at(w * x, top + (foot - top) * ((y - 0.1) / 0.54), s * 0.95, () =>
      pen.stroke(
        marks[(i + chance.whole(0, 1)) % marks.length]!,
        i % 2 ? mix(chalk, palette.accents[0], 0.4) : chalk,
        6,
        0.9,
      ),
    );
  pen
    .rect(
      0,
      h * 0.78,
      w,
      h * 0.22 + 4,
      pen.linear([
        [0, lit("#b98a55", 0.15)],
        [1, "#96693a"],
      ]),
    )
    .rect(0, h * 0.78, w, 10, "#d8ad78");
  const things = standing(wish);
  arrange(
    stage,
    things.length
      ? things
      : [
          { kind: "book", count: 1 },
          { kind: "globe", count: 1 },
          { kind: "pencil", count: 1 },
        ],
    { x: w / 2, y: h * 0.87, width: w * 0.74, height: h * 0.36 },
  );
  scatter(stage, flying(wish), { x: w * 0.15, y: h * 0.12, width: w * 0.7, height: h * 0.4 });
  drawWeather(stage);
};

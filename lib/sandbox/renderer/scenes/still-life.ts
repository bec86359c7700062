import { lit, mix, shaded } from "../colour";
import { ACROSS } from "../pen";
import type { WishedSubject } from "../read-prompt";
import { arrange, bunchHeight, drawOne, flying, type Scene, type Stage, scatter, standing, subjectOf } from "../stage";
import { drawWeather } from "./backdrop";

/** A wall, a floor, and the edge where they meet. */
export function drawSet(stage: Stage, horizon: number): void {
  const { pen, width, height, palette } = stage;
  pen.rect(
    0,
    0,
    width,
    horizon + 2,
    pen.linear(
      [
        [0, lit(palette.wall, 0.08)],
        [0.6, palette.wall],
        [1, shaded(palette.wall, 0.08)],
      ],
      [0, 0, 0.6, 1],
    ),
  );
  pen.rect(
    0,
    horizon,
    width,
    height - horizon,
    pen.linear([
      [0, shaded(palette.floor, 0.07)],
      [0.35, palette.floor],
      [1, lit(palette.floor, 0.2)],
    ]),
  );
  pen.glow(width * 0.3, horizon * 0.5, width * 0.6, horizon * 0.7, [
    [0, "#ffffff", palette.isNight ? 0.1 : 0.22],
    [1, "#ffffff", 0],
  ]);
}

function plinth(stage: Stage, x: number, top: number, rx: number, tall: number, colour: string): void {
  const { pen } = stage;
  const ry = rx * 0.2;
  const dark = shaded(stage.palette.floor, 0.7);
  pen.glow(x + rx * 0.5, top + tall + ry * 0.3, rx * 1.6, ry * 1.5, [
    [0, dark, 0.4],
    [0.5, dark, 0.22],
    [1, dark, 0],
  ]);
  pen.shape(
    `M${x - rx} ${top}V${top + tall}A${rx} ${ry} 0 0 0 ${x + rx} ${top + tall}V${top}Z`,
    pen.linear(
      [
        [0, shaded(colour, 0.1)],
        [0.25, lit(colour, 0.4)],
        [0.6, colour],
        [1, shaded(colour, 0.28)],
      ],
      ACROSS,
    ),
  );
  pen.ellipse(
    x,
    top,
    rx,
    ry,
    pen.linear(
      [
        [0, lit(colour, 0.6)],
        [1, lit(colour, 0.15)],
      ],
      ACROSS,
    ),
  );
}

/** Balls, blocks and half rounds that keep a product company. */
function props(stage: Stage, foot: number, reach: number): void {
  const { pen, width, palette, random } = stage;
  const chance = random.fork("props");
  const unit = Math.min(width, stage.height);
  const block = mix(palette.wall, "#ffffff", 0.3);
  const side = chance.chance(0.5) ? 1 : -1;
  const bx = width / 2 + side * (reach + unit * 0.1);
  const w = unit * 0.17;
  const h = unit * chance.between(0.2, 0.32);
  pen.at(bx, foot - unit * 0.06, 1, () => {
    pen.cast(shaded(palette.floor, 0.7), 0.2, () => pen.rect(-w / 2, -h, w, h, block));
    pen
      .rect(
        -w / 2,
        -h,
        w * 0.66,
        h,
        pen.linear([
          [0, lit(block, 0.3)],
          [1, block],
        ]),
      )
      .shape(`M${w * 0.16} ${-h}L${w / 2} ${-h - w * 0.12}V${-w * 0.1}L${w * 0.16} 0Z`, shaded(block, 0.22))
      .shape(`M${-w / 2} ${-h}L${-w * 0.16} ${-h - w * 0.12}H${w / 2}L${w * 0.16} ${-h}Z`, lit(block, 0.55));
  });
  const ball = (x: number, y: number, r: number, colour: string) => {
    pen.glow(x + r * 0.9, y + r * 0.9, r * 1.7, r * 0.36, [
      [0, shaded(palette.floor, 0.7), 0.4],
      [1, shaded(palette.floor, 0.7), 0],
    ]);
    pen.circle(x, y, r, pen.ball(colour));
  };
  ball(bx, foot - unit * 0.06 - h - unit * 0.052, unit * 0.052, palette.accents[0]);
  ball(
    width / 2 - side * (reach + unit * 0.09),
    foot + unit * 0.02,
    unit * chance.between(0.05, 0.075),
    palette.accents[chance.chance(0.6) ? 0 : 1],
  );
}

/** Sunlight through a window, as it falls on a wall. */
function windowLight(stage: Stage, horizon: number): void {
  const { pen, width, random } = stage;
  const x = width * random.fork("pane").between(0.08, 0.3);
  const [w, h] = [width * 0.2, horizon * 0.34];
  for (const [column, row] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const)
    pen.air(
      `M${x + column * (w + 16) + row * 60} ${horizon * 0.1 + row * (h + 18) + column * 34}l${w} 34l60 ${h}l${-w} -34Z`,
      "#fff6e0",
      0.17,
    );
}

/** One product on a plinth, or several things on a table. */
export const studio: Scene = (stage) => {
  const { width, height, palette, random, wish, words } = stage;
  const asked = standing(wish);
  const unit = Math.min(width, height);
  const things: WishedSubject[] = asked.length
    ? asked
    : [
        {
          kind: words.fork("product").pick(["bottle", "perfume", "vase", "jar", "bag", "shoe", "headphones"] as const),
          count: 1,
        },
      ];
  const total = things.reduce((sum, { count }) => sum + count, 0);
  const isLow = height > width * 1.2;
  const horizon = height * (isLow ? 0.62 : 0.56);
  drawSet(stage, horizon);
  if (random.fork("dapple").chance(0.5)) windowLight(stage, horizon);
  const foot = height * (isLow ? 0.78 : 0.8);
  const onPlinth =
    total === 1 &&
    (wish.settings.includes("studio") ||
      wish.styles.includes("product") ||
      asked.length === 0 ||
      random.fork("plinth").chance(0.4));
  const air = flying(wish);
  if (onPlinth) {
    const { width: w, height } = subjectOf(things[0]!);
    const h = height + bunchHeight(wish, things[0]!);
    const scale = Math.min((unit * (w > height * 1.5 ? 0.62 : 0.5)) / w, (stage.height * 0.46) / h);
    const rx = Math.max(unit * 0.22, (w * scale) / 2 + unit * 0.07);
    const top = foot - unit * 0.06;
    props(stage, foot, rx);
    plinth(stage, width / 2, top, rx, unit * 0.1, mix(palette.floor, "#ffffff", 0.35));
    drawOne(stage, things[0]!, 0, width / 2, top + rx * 0.03, scale);
  } else
    arrange(stage, things, {
      x: width / 2,
      y: foot - height * (things.every((wished) => subjectOf(wished).height < 80) ? 0.08 : 0.02),
      width: width * (total === 1 ? 0.58 : 0.84),
      height: height * (total === 1 ? 0.5 : 0.46),
    });
  scatter(stage, air, { x: width * 0.1, y: height * 0.05, width: width * 0.8, height: height * 0.36 });
  drawWeather(stage);
};

export const room: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  const horizon = height * 0.7;
  drawSet(stage, horizon);
  const unit = Math.min(width, height);
  const x = width * random.fork("window").between(0.14, 0.2);
  const [w, h] = [unit * 0.34, unit * 0.42];
  const y = horizon * 0.16;
  pen
    .rect(x - 14, y - 14, w + 28, h + 28, lit(palette.wall, 0.5), 4)
    .rect(
      x,
      y,
      w,
      h,
      pen.linear([
        [0, palette.sky[0]],
        [0.6, palette.sky[1]],
        [1, palette.sky[2]],
      ]),
    )
    .rect(x + w / 2 - 5, y, 10, h, lit(palette.wall, 0.5))
    .rect(x, y + h / 2 - 5, w, 10, lit(palette.wall, 0.5));
  pen.air(
    `M${x + w * 1.3} ${y + h * 0.7}l${w * 0.9} ${h * 0.2}v${h * 0.7}l${-w * 0.9} ${-h * 0.2}Z`,
    palette.isNight ? "#9fb4e8" : "#fff1cf",
    0.28,
  );
  pen
    .rect(width * 0.66, y + h * 0.1, unit * 0.2, unit * 0.26, palette.pale)
    .circle(width * 0.66 + unit * 0.1, y + h * 0.1 + unit * 0.12, unit * 0.06, palette.accents[0]);
  pen
    .ellipse(width / 2, height * 0.88, width * 0.36, height * 0.055, palette.accents[1], 0.85)
    .ellipse(width / 2, height * 0.88, width * 0.31, height * 0.044, lit(palette.accents[1], 0.3), 0.85);
  const things = standing(wish);
  const furniture: WishedSubject[] = things.length
    ? things
    : [
        { kind: "sofa", count: 1, colour: wish.colours[1] },
        { kind: "plant", count: 1 },
      ];
  arrange(stage, furniture, { x: width / 2, y: height * 0.87, width: width * 0.76, height: height * 0.36 });
  scatter(stage, flying(wish), { x: width * 0.2, y: 0, width: width * 0.6, height: height * 0.3 });
};

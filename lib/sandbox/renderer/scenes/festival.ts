import { lit, mix, shaded } from "../colour";
import type { WishedSubject } from "../read-prompt";
import { arrange, flying, type Scene, type Stage, scatter, standing } from "../stage";
import { STOCK } from "../subjects/stock";
import { circle, drawRidge, drawStars, drawWeather, ridgeLine } from "./backdrop";

function bokeh(stage: Stage, count: number, tint: string, below: number): void {
  const { pen, width, random } = stage;
  for (let i = 0; i < count; i++) {
    const chance = random.fork(`bokeh${i}`);
    const r = chance.between(14, 62);
    pen.air(
      circle(width * chance.next(), below * chance.next(), r),
      lit(tint, chance.between(0, 0.5)),
      chance.between(0.08, 0.34),
    );
  }
}

function fireworks(stage: Stage, count: number): void {
  const { pen, width, height, random, palette } = stage;
  for (let n = 0; n < count; n++) {
    const chance = random.fork(`burst${n}`);
    const tint = chance.pick([...palette.accents, "#ffd36b", "#ff8fa8"]);
    const [x, y, r] = [
      width * chance.between(0.12, 0.88),
      height * chance.between(0.08, 0.36),
      chance.between(70, 170),
    ];
    pen.glow(x, y, r * 1.3, r * 1.3, [
      [0, tint, 0.35],
      [1, tint, 0],
    ]);
    for (let i = 0; i < 22; i++) {
      const turn = (i / 22) * 6.2832;
      const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
      pen.stroke(
        `M${(x + dx * r * 0.35).toFixed(1)} ${(y + dy * r * 0.35).toFixed(1)}Q${(x + dx * r * 0.8).toFixed(1)} ${(y + dy * r * 0.8).toFixed(1)} ${(x + dx * r).toFixed(1)} ${(y + dy * r + r * 0.1).toFixed(1)}`,
        tint,
        3.4,
        0.9,
      );
    }
  }
}

const stockLook = (stage: Stage, colour: string, label: string) => ({
  colour,
  accent: stage.palette.accents[1],
  pale: stage.palette.pale,
  random: stage.random.fork(label),
  isNight: true,
});

export const diwali: Scene = (stage) => {
  const { pen, width, height, wish, random } = stage;
  const deep =
    wish.backdrop ?? wish.colours[0] ?? random.fork("deep").pick(["#3b1650", "#4a1530", "#14224f", "#5a1f1a"] as const);
  const night = wish.backdrop || wish.colours[0] ? deep : shaded(deep, 0.25);
  const floor = height * 0.66;
  pen.rect(
    0,
    0,
    width,
    floor,
    pen.linear([
      [0, shaded(night, 0.3)],
      [1, night],
    ]),
  );
  bokeh(stage, 34, "#ffc45c", floor);
  pen.rect(
    0,
    floor,
    width,
    height - floor,
    pen.linear([
      [0, shaded(night, 0.35)],
      [0.4, lit(night, 0.08)],
      [1, shaded(night, 0.4)],
    ]),
  );
  pen.at(width / 2, (width / 250) * 88, width / 250, () =>
    STOCK.garland.draw(pen, stockLook(stage, "#f39a1c", "garland")),
  );
  if (random.fork("sparks").chance(0.4)) fireworks(stage, 2);
  const guests = standing(wish).filter(({ kind }) => kind !== "diya");
  const asked = guests.length ? guests : standing(wish);
  const rowOf = 5;
  for (let i = 0; i < rowOf; i++)
    pen.at(width * ((i + 0.5) / rowOf), floor + height * 0.05, Math.min(width, height) / 800, () =>
      STOCK.diya.draw(pen, stockLook(stage, "#b5562b", `d${i}`)),
    );
  const things: WishedSubject[] = asked.length ? asked : [{ kind: "diya", count: 3 }];
  arrange(stage, things, { x: width / 2, y: height * 0.9, width: width * 0.82, height: height * 0.34 });
  const air = flying(wish).filter(({ kind }) => kind !== "garland");
  scatter(stage, air, { x: width * 0.12, y: height * 0.16, width: width * 0.76, height: height * 0.4 });
  drawWeather(stage);
};

export const holi: Scene = (stage) => {
  const { pen, width, height, wish, random, palette } = stage;
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear([
      [0, "#fdf3e2"],
      [1, "#f7dfc9"],
    ]),
  );
  const powders = wish.colours.length
    ? [...wish.colours, ...wish.colours.map((colour) => lit(colour, 0.3))]
    : ["#f0468f", "#ffb31a", "#2fb28a", "#3f7fe0", "#8a4fd0", "#f2622e"];
  for (let i = 0; i < 30; i++) {
    const chance = random.fork(`cloud${i}`);
    const tint = powders[i % powders.length]!;
    const [x, y] = [width * chance.between(0, 1), height * chance.between(0.04, 0.9)];
    const r = Math.min(width, height) * chance.between(0.16, 0.36);
    pen.glow(x, y, r, r * chance.between(0.7, 1), [
      [0, tint, 0.85],
      [0.55, tint, 0.4],
      [1, tint, 0],
    ]);
    for (let k = 0; k < 12; k++)
      pen.air(circle(x + chance.between(-r, r), y + chance.between(-r, r), chance.between(2, 8)), tint, 0.8);
  }
  for (const [i, at] of [0.2, 0.4, 0.6, 0.8].entries()) {
    const tint = powders[i % powders.length]!;
    const rx = width * 0.13;
    const y = height * 0.93;
    pen.at(width * at, y, rx / 56, () =>
      pen
        .shape("M-46 -36Q0 -104 46 -36Z", pen.ball(tint))
        .shape("M-56 -38C-50 -6 -26 4 0 4C26 4 50 -6 56 -38Q0 -24 -56 -38Z", pen.round("#c79a3e")),
    );
  }
  const guests = standing(wish).filter(({ kind }) => kind !== "bowl" && kind !== "pot");
  arrange(stage, guests, { x: width / 2, y: height * 0.8, width: width * 0.7, height: height * 0.5 });
  scatter(stage, flying(wish), { x: width * 0.1, y: height * 0.05, width: width * 0.8, height: height * 0.4 });
  pen.air(`M0 0H${width}V${height}H0Z`, palette.pale, 0.04);
};

export const eid: Scene = (stage) => {
  const { pen, width, height, palette, wish, random } = stage;
  const deep = wish.colours[0] ?? wish.backdrop ?? random.fork("deep").pick(["#123a4a", "#1b2358", "#0f4a3c"] as const);
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear([
      [0, shaded(deep, 0.35)],
      [0.7, deep],
      [1, lit(deep, 0.3)],
    ]),
  );
  drawStars(stage, height * 0.6);
  const unit = Math.min(width, height);
  pen.at(width * 0.64, height * 0.46, unit / 330, () => STOCK.crescent.draw(pen, stockLook(stage, "#f4e3b0", "moon")));
  for (const [i, x] of [0.14, 0.32, 0.88].entries()) {
    const drop = height * (0.3 + i * 0.06);
    pen.stroke(`M${width * x} 0V${drop - unit * 0.2}`, "#caa757", 3);
    pen.at(width * x, drop, unit / 620, () =>
      STOCK.lantern.draw(pen, stockLook(stage, palette.accents[i % 3]!, `l${i}`)),
    );
  }
  pen.at(width / 2, height * 0.97, Math.min(width / 270, height / 330), () =>
    STOCK.palace.draw(
      pen,
      stockLook(stage, wish.subjects.find(({ kind }) => kind === "palace")?.colour ?? lit(deep, 0.62), "palace"),
    ),
  );
  pen.rect(0, height * 0.95, width, height * 0.05 + 4, shaded(deep, 0.5));
  arrange(
    stage,
    standing(wish).filter(({ kind }) => kind !== "palace"),
    { x: width / 2, y: height * 0.94, width: width * 0.6, height: height * 0.3 },
  );
  drawWeather(stage);
};

export const christmas: Scene = (stage) => {
  const { pen, width, height, palette, wish, random } = stage;
  const deep = wish.colours[0] ?? "#16324f";
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear([
      [0, shaded(deep, 0.35)],
      [1, lit(deep, 0.2)],
    ]),
  );
  bokeh(stage, 18, "#ffd98c", height * 0.7);
  drawRidge(
    stage,
    ridgeLine(random.fork("snow"), width, height * 0.78, 40, 0.4),
    height + 4,
    "#eef3f7",
    mix("#cfdcea", deep, 0.2),
  );
  const unit = Math.min(width, height);
  for (const [i, [x, s]] of (
    [
      [0.16, 0.7],
      [0.84, 0.8],
      [0.5, 1.15],
    ] as const
  ).entries())
    pen.at(width * x, height * (0.82 + i * 0.02), (unit / 260) * s, () => {
      STOCK.pine.draw(pen, stockLook(stage, wish.colours[1] ?? "#2f6a4c", `pine${i}`));
      for (let k = 0; k < 9; k++)
        pen.circle(
          random.fork(`b${i}${k}`).between(-1, 1) * (10 + k * 3),
          -150 + k * 15,
          3.6,
          pen.ball(palette.accents[k % 3]!),
        );
      if (i === 2) pen.at(0, -168, 0.34, () => STOCK.star.draw(pen, stockLook(stage, "#f6c945", "top")));
    });
  const things: WishedSubject[] = standing(wish).filter(({ kind }) => kind !== "pine" && kind !== "tree");
  arrange(stage, things.length ? things : [{ kind: "gift", count: 2 }], {
    x: width * 0.5,
    y: height * 0.94,
    width: width * 0.56,
    height: height * 0.2,
  });
  if (!wish.weather.includes("snow")) drawWeather({ ...stage, wish: { ...wish, weather: ["snow"] } });
  else drawWeather(stage);
};

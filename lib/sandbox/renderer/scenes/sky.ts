import { lit, mix, shaded } from "../colour";
import { arrange, flying, type Scene, scatter, standing } from "../stage";
import { drawCloud, drawMist, drawSky, drawStars, drawWeather } from "./backdrop";

/** A high sky over a low strip of roofs or hills: for kites, birds, balloons. */
export const sky: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  drawSky(stage, height, false);
  const chance = random.fork("strip");
  if (palette.time === "day" || palette.time === "dawn")
    for (let i = 0; i < 4; i++)
      pen.fade(0.8, () =>
        drawCloud(
          stage,
          width * chance.between(0, 1),
          height * (0.25 + i * 0.17),
          chance.between(50, 120),
          mix("#ffffff", palette.haze, 0.4),
        ),
      );
  const air = flying(wish);
  const ground = standing(wish);
  if (air.some(({ kind }) => kind === "kite") || ground.length) {
    const roof = mix(palette.near, "#3d2a4c", 0.5);
    for (let x = 0; x < width; ) {
      const w = chance.between(70, 170);
      const h = height * chance.between(0.05, 0.14);
      pen.rect(x, height - h, w + 1, h + 4, roof);
      if (chance.chance(0.5)) pen.rect(x + w * 0.3, height - h - 34, w * 0.3, 36, roof);
      x += w;
    }
  } else if (air.length === 0) {
    for (let i = 0; i < 5; i++) {
      const size = Math.min(width, height) * chance.between(0.12, 0.24);
      drawCloud(
        stage,
        width * chance.between(0.05, 0.95),
        height * (0.35 + i * 0.15),
        size,
        mix("#ffffff", palette.sky[2], 0.25),
      );
    }
  }
  const wishes = air.map((wished) => (wished.kind === "kite" && wished.count > 1 ? { ...wished, count: 5 } : wished));
  scatter(stage, wishes, {
    x: width * 0.05,
    y: height * 0.06,
    width: width * 0.9,
    height: height * (ground.length ? 0.55 : 0.76),
  });
  arrange(stage, ground, { x: width / 2, y: height * 0.97, width: width * 0.6, height: height * 0.34 });
  drawWeather(stage);
};

export const space: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  const deep = wish.colours[0] ?? random.fork("deep").pick(["#1a1446", "#0f2350", "#2a1048"] as const);
  const cloud =
    wish.colours[1] ??
    (wish.colours[0] ? lit(deep, 0.4) : random.fork("cloud").pick(["#d24f9a", "#3fa7d8", "#f08a4a"] as const));
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear(
      [
        [0, shaded(deep, 0.55)],
        [1, deep],
      ],
      [0, 0, 1, 1],
    ),
  );
  for (let i = 0; i < 16; i++) {
    const chance = random.fork(`nebula${i}`);
    const t = i / 16;
    const r = Math.min(width, height) * chance.between(0.16, 0.4);
    pen.glow(width * t + chance.between(-90, 90), height * (0.8 - t * 0.6) + chance.between(-130, 130), r, r * 0.7, [
      [0, i % 3 ? cloud : lit(deep, 0.4), 0.3],
      [1, cloud, 0],
    ]);
  }
  drawStars(stage, height);
  drawStars({ ...stage, random: random.fork("more") }, height * 1.2);
  const things = wish.subjects.length
    ? wish.subjects
    : [{ kind: "planet" as const, count: 1, colour: palette.accents[0] }];
  scatter(stage, flying({ ...wish, subjects: things }), {
    x: width * 0.1,
    y: height * 0.08,
    width: width * 0.8,
    height: height * 0.7,
  });
  if (standing(wish).length) {
    pen.ellipse(
      width / 2,
      height * 1.25,
      width * 0.9,
      height * 0.45,
      pen.linear([
        [0, "#b9b4c4"],
        [1, "#5f5a76"],
      ]),
    );
    for (const [x, y, r] of [
      [0.2, 0.93, 40],
      [0.75, 0.9, 56],
      [0.5, 0.97, 30],
    ] as const)
      pen.ellipse(width * x, height * y, r, r * 0.3, "#8f8aa2", 0.7);
    drawMist(stage, height * 0.72, height * 0.14, cloud, 0.25);
    arrange(stage, standing(wish), { x: width / 2, y: height * 0.9, width: width * 0.6, height: height * 0.42 });
  }
};

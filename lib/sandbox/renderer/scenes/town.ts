import { lit, mix, shaded } from "../colour";
import type { Random } from "../prng";
import { arrange, flying, type Scene, type Stage, scatter, standing } from "../stage";
import { drawMist, drawSky, drawWeather } from "./backdrop";

function skyline(stage: Stage, chance: Random, foot: number, tall: number, colour: string, hasWindows: boolean): void {
  const { pen, width, palette } = stage;
  const pane = palette.isNight ? "#ffd98c" : lit(colour, 0.35);
  for (let x = -20; x < width; ) {
    const w = chance.between(54, 120);
    const h = tall * chance.between(0.45, 1);
    pen.rect(
      x,
      foot - h,
      w,
      h + 4,
      pen.linear([
        [0, lit(colour, 0.12)],
        [1, colour],
      ]),
    );
    if (chance.chance(0.25)) pen.rect(x + w * 0.3, foot - h - 26, w * 0.4, 28, colour);
    if (chance.chance(0.16)) pen.stroke(`M${x + w / 2} ${foot - h - 70}v70`, colour, 4);
    if (hasWindows) {
      for (let wy = foot - h + 16; wy < foot - 16; wy += 25)
        for (let wx = x + 11; wx < x + w - 15; wx += 19)
          if (chance.chance(palette.isNight ? 0.55 : 0.8))
            pen.air(`M${wx.toFixed(1)} ${wy.toFixed(1)}h8v12h-8Z`, pane, chance.between(0.4, 0.95));
    }
    x += w + chance.between(-6, 12);
  }
}

export const city: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  const hasThings = standing(wish).length > 0;
  const street = height * (hasThings ? 0.84 : 0.9);
  drawSky(stage, height * 0.8, false);
  for (let i = 0; i < 3; i++) {
    const depth = i / 2;
    const colour = mix(
      mix(palette.far, palette.haze, 0.3),
      palette.near,
      depth * (palette.time === "day" ? 0.62 : 0.9),
    );
    skyline(stage, random.fork(`row${i}`), street, height * (0.56 - depth * 0.22), colour, i > 0);
    if (i < 2) drawMist(stage, street - height * 0.22, height * 0.3, palette.haze, 0.45);
  }
  const asphalt = mix(palette.near, palette.isNight ? "#15182c" : "#6d6f78", 0.5);
  pen.rect(
    0,
    street,
    width,
    height - street + 4,
    pen.linear([
      [0, lit(asphalt, 0.16)],
      [1, shaded(asphalt, 0.25)],
    ]),
  );
  if (wish.weather.includes("rain")) {
    for (let i = 0; i < 16; i++) {
      const chance = random.fork(`wet${i}`);
      pen.glow(width * chance.next(), street + (height - street) * chance.between(0.2, 0.9), 90, 10, [
        [0, palette.isNight ? "#ffd98c" : palette.sky[2], 0.5],
        [1, palette.sky[2], 0],
      ]);
    }
  }
  for (let x = 20; x < width; x += 190)
    pen.rect(x, street + (height - street) * 0.62, 92, 8, lit(asphalt, 0.6), 2, 0.8);
  arrange(stage, standing(wish), {
    x: width * 0.5,
    y: street + (height - street) * 0.52,
    width: width * (standing(wish).length === 1 ? 0.56 : 0.84),
    height: Math.max(width, height) * 0.3,
  });
  scatter(stage, flying(wish), { x: width * 0.08, y: height * 0.05, width: width * 0.84, height: height * 0.44 });
  drawWeather(stage);
};

export const road: Scene = (stage) => {
  const { pen, width, height, palette, wish, random } = stage;
  const horizon = height * 0.5;
  drawSky(stage, horizon);
  pen.rect(
    0,
    horizon,
    width,
    height,
    pen.linear([
      [0, mix(palette.ground, palette.haze, 0.4)],
      [1, palette.ground],
    ]),
  );
  const bend = width * random.fork("bend").between(0.4, 0.6);
  const tar = mix(palette.near, "#66686f", 0.6);
  pen.shape(
    `M${bend - 14} ${horizon}L${bend + 14} ${horizon}Q${bend + 60} ${height * 0.7} ${width * 1.05} ${height + 4}H${-width * 0.05}Q${bend - 60} ${height * 0.7} ${bend - 14} ${horizon}Z`,
    pen.linear([
      [0, lit(tar, 0.3)],
      [1, tar],
    ]),
  );
  for (const [y, w, h] of [
    [0.56, 4, 0.03],
    [0.64, 8, 0.05],
    [0.76, 14, 0.08],
    [0.9, 22, 0.1],
  ] as const)
    pen.shape(`M${bend - w / 2} ${height * y}h${w}l${w * 0.3} ${height * h}h${-w * 1.6}Z`, "#f6efdc", 0.9);
  arrange(stage, standing(wish), {
    x: width * 0.5,
    y: height * 0.88,
    width: width * 0.72,
    height: Math.max(width, height) * 0.34,
  });
  scatter(stage, flying(wish), { x: width * 0.1, y: height * 0.05, width: width * 0.8, height: height * 0.4 });
  drawWeather(stage);
};

/** Painted walls, arches, stairs and hard sunlight. */
export const arches: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  const wall = wish.colours[0] ?? wish.backdrop ?? palette.wall;
  const [sky, middle, low] = palette.openSky;
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear([
      [0, sky],
      [0.6, middle],
    ]),
  );
  const foot = height * 0.84;
  const top = height * random.fork("top").between(0.14, 0.24);
  const count = width > height * 1.3 ? 4 : random.fork("n").whole(2, 3);
  const step = width / count;
  const trim = wish.colours[1] ?? palette.accents[1];
  pen
    .rect(
      0,
      top,
      width,
      foot - top,
      pen.linear(
        [
          [0, lit(wall, 0.1)],
          [1, wall],
        ],
        [0, 0, 1, 0.4],
      ),
    )
    .rect(0, top - 26, width, 40, trim)
    .rect(0, top + 14, width, 22, shaded(wall, 0.22), 0, 0.5);
  for (let i = 0; i < count; i++) {
    const x = step * (i + 0.5);
    const w = step * 0.56;
    const rise = foot - top - height * 0.18;
    const form = (dx: number) =>
      `M${x - w / 2 + dx} ${foot}V${foot - rise + w / 2}A${w / 2} ${w / 2} 0 0 1 ${x + w / 2 + dx} ${foot - rise + w / 2}V${foot}Z`;
    pen.shape(
      form(0),
      pen.linear([
        [0, shaded(trim, 0.35)],
        [1, shaded(trim, 0.1)],
      ]),
    );
    pen.clip(form(0), () =>
      pen
        .air(
          form(w * 0.34),
          pen.linear([
            [0, middle],
            [1, low],
          ]),
        )
        .air(`M${x - w / 2} ${foot - height * 0.1}h${w * 2}v${height * 0.2}h${-w * 2}Z`, shaded(palette.floor, 0.1)),
    );
  }
  pen.rect(
    0,
    foot,
    width,
    height - foot,
    pen.linear([
      [0, palette.floor],
      [1, lit(palette.floor, 0.2)],
    ]),
  );
  pen.air(`M0 ${foot}H${width}L${width} ${foot + 46}L0 ${foot + 12}Z`, shaded(wall, 0.5), 0.35);
  pen.air(`M${width * 0.62} ${top}L${width} ${top}V${foot}L${width * 0.86} ${foot}Z`, shaded(wall, 0.55), 0.28);
  if (standing(wish).length === 0) stairs(stage, foot, wish.colours[1] ?? palette.accents[0]);
  arrange(stage, standing(wish), { x: width * 0.5, y: height * 0.93, width: width * 0.7, height: height * 0.44 });
  scatter(stage, flying(wish), { x: width * 0.1, y: height * 0.02, width: width * 0.8, height: height * 0.3 });
  drawWeather(stage);
};

function stairs(stage: Stage, foot: number, colour: string): void {
  const { pen, width, height } = stage;
  const rise = height * 0.05;
  for (let i = 0; i < 5; i++) {
    const x = width * 0.7 + i * width * 0.06;
    pen
      .rect(x, foot + 40 - rise * (i + 1), width - x + 4, rise + 2, pen.face(colour))
      .rect(x, foot + 40 - rise * (i + 1), width - x + 4, 8, lit(colour, 0.35));
  }
}

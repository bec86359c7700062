import { lit, mix, oklchOf, shaded } from "../colour";
import { arrange, flying, type Scene, type Stage, scatter, standing } from "../stage";
import { STOCK } from "../subjects/stock";
import { circle, drawWeather } from "./backdrop";

/** Five flat inks: ground, three that differ from it, and a pale one. */
function inks({ palette }: Stage): [string, string, string, string, string] {
  const ground = palette.wall;
  const isLight = oklchOf(ground).l > 0.72;
  return [
    ground,
    palette.accents[0],
    palette.accents[1],
    palette.accents[2],
    isLight ? shaded(ground, 0.62) : palette.pale,
  ];
}

const bands: Scene = (stage) => {
  const { pen, width, height, random } = stage;
  const [, first, second, , pale] = inks(stage);
  const r = Math.min(width, height) * 0.5;
  const chance = random.fork("bands");
  const y = height * chance.between(0.48, 0.66);
  const rings = chance.whole(2, 4) * 2;
  for (let i = 0; i < rings; i++) pen.circle(width / 2, y, r * (1 - i / rings), i % 2 ? inks(stage)[0] : pale);
  pen.rect(0, y, width, height - y, second);
  const columns = chance.whole(4, 7);
  const size = width / columns;
  const isRound = chance.chance(0.5);
  for (let row = 0; row * size < height - y; row++)
    for (let i = 0; i < columns; i++) {
      const [x, cy] = [size * (i + 0.5), y + size * (row + 0.5)];
      if ((row + (isRound ? 0 : 1)) % 2)
        pen.rect(x - size * 0.28, cy - size * 0.28, size * 0.56, size * 0.56, inks(stage)[0]);
      else pen.circle(x, cy, size * 0.28, first);
    }
};

const steps: Scene = (stage) => {
  const { pen, width, height, random } = stage;
  const [, first, second, third] = inks(stage);
  const chance = random.fork("steps");
  pen.circle(
    width * chance.between(0.55, 0.68),
    height * chance.between(0.26, 0.34),
    Math.min(width, height) * 0.29,
    first,
  );
  const n = 6;
  for (let i = 0; i < n; i++)
    pen.rect(width * (0.3 + (i * 0.7) / n), height * (0.86 - i * 0.085), width, height, second);
  pen.shape(
    `M0 ${height}V${height * 0.62}A${width * 0.3} ${width * 0.3} 0 0 1 ${width * 0.3} ${height * 0.62 + width * 0.3}V${height}Z`,
    third,
  );
  pen
    .rect(width * 0.08, height * 0.07, width * 0.2, 12, shaded(second, 0.3))
    .rect(width * 0.08, height * 0.07 + 30, width * 0.13, 12, shaded(second, 0.3));
};

/** A grid of quarter rounds, discs, rings and wedges. */
const tiles: Scene = (stage) => {
  const { pen, width, height, random } = stage;
  const [, first, second, third, pale] = inks(stage);
  const chance = random.fork("tiles");
  const cell = Math.min(width, height) / chance.whole(3, 4);
  for (let y = 0; y < height; y += cell)
    for (let x = 0; x < width; x += cell) {
      const ink = chance.pick([first, second, third, pale] as const);
      const other = chance.pick([first, second, third] as const);
      pen.at(
        x + cell / 2,
        y + cell / 2,
        cell / 100,
        () => {
          const form = chance.whole(0, 5);
          if (form === 0) pen.shape("M-50 -50H0A50 50 0 0 1 50 0V50H0A50 50 0 0 1 -50 0Z", ink);
          else if (form === 1) pen.circle(0, 0, 42, ink).circle(0, 0, 19, inks(stage)[0]);
          else if (form === 2) pen.shape("M-50 50V-50L50 50Z", ink);
          else if (form === 3) pen.shape("M-50 0A50 50 0 0 1 50 0Z", ink).shape("M-50 50A50 50 0 0 1 50 50Z", other);
          else if (form === 4) pen.shape("M-50 -50A100 100 0 0 1 50 50H12A62 62 0 0 0 -50 -12Z", ink);
          else pen.rect(-50, -50, 100, 100, ink).circle(0, 0, 30, other);
        },
        chance.whole(0, 3) * 90,
      );
    }
};

const waves: Scene = (stage) => {
  const { pen, width, height, random } = stage;
  const [ground, first, second, third, pale] = inks(stage);
  const chance = random.fork("waves");
  const tints = [mix(ground, pale, 0.35), third, second, mix(second, ground, 0.5), first, shaded(first, 0.3)];
  pen.circle(width * chance.between(0.25, 0.75), height * 0.3, Math.min(width, height) * 0.17, first);
  for (const [i, tint] of tints.entries()) {
    const y = height * (0.42 + i * 0.1);
    const lift = height * chance.between(0.06, 0.14) * (i % 2 ? 1 : -1);
    pen.shape(
      `M0 ${y}C${width * 0.3} ${y - lift} ${width * 0.6} ${y + lift} ${width} ${y - lift * 0.5}V${height + 4}H0Z`,
      pen.linear([
        [0, lit(tint, 0.14)],
        [1, tint],
      ]),
    );
  }
};

const leaves: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  const chance = random.fork("leaves");
  const named = wish.subjects.find(({ kind }) => kind === "leaf")?.colour;
  const green = named ?? wish.colours[0] ?? "#3f9a58";
  const sun = named ? wish.colours[0] : wish.colours[1];
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear(
      [
        [0, shaded(green, 0.72)],
        [1, shaded(green, 0.84)],
      ],
      [0, 0, 1, 1],
    ),
  );
  for (let i = 0; i < 5; i++) {
    const look = {
      colour: shaded(green, chance.between(0, 0.4)),
      accent: green,
      pale: palette.pale,
      random: chance,
      isNight: false,
    };
    pen.at(
      width * chance.between(0, 1),
      height * (0.5 + i * 0.16),
      (Math.min(width, height) / 230) * chance.between(0.7, 1.1),
      () => STOCK.leaf.draw(pen, look),
      chance.between(-50, 50),
    );
  }
  pen.circle(
    width * chance.between(0.6, 0.75),
    height * chance.between(0.16, 0.28),
    Math.min(width, height) * 0.12,
    sun ?? "#ffb31a",
  );
};

/** The named things as one emblem on flat colour, in front of a disc or an arch. */
const emblem: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  const unit = Math.min(width, height);
  const form = random.fork("form").whole(0, 2);
  const tone = oklchOf(palette.wall).l > 0.6 ? lit(palette.wall, 0.42) : lit(palette.wall, 0.16);
  if (form === 0) pen.circle(width / 2, height * 0.48, unit * 0.4, tone);
  if (form === 1)
    pen.shape(
      `M${width / 2 - unit * 0.36} ${height * 0.82}V${height * 0.46}A${unit * 0.36} ${unit * 0.36} 0 0 1 ${width / 2 + unit * 0.36} ${height * 0.46}V${height * 0.82}Z`,
      tone,
    );
  if (form === 2)
    for (let i = 0; i < 24; i++) if (i % 2) pen.air(ray(width / 2, height * 0.55, i, Math.hypot(width, height)), tone);
  if (standing(wish).length && !wish.weather.includes("rain"))
    pen.rect(0, height * 0.8, width, height * 0.2 + 4, shaded(palette.wall, 0.2));
  scatter(stage, flying(wish), {
    x: width * 0.1,
    y: height * 0.08,
    width: width * 0.8,
    height: height * (standing(wish).length ? 0.3 : 0.76),
  });
  arrange(stage, standing(wish), { x: width / 2, y: height * 0.82, width: width * 0.74, height: height * 0.56 });
  drawWeather(stage);
};

function ray(x: number, y: number, i: number, far: number): string {
  const at = (turn: number) => `${(x + Math.cos(turn) * far).toFixed(1)} ${(y + Math.sin(turn) * far).toFixed(1)}`;
  return `M${x} ${y}L${at((i / 24) * 6.2832)}L${at(((i + 1) / 24) * 6.2832)}Z`;
}

/** A poster: an emblem of what is named, else pure form. */
export const poster: Scene = (stage) => {
  const { pen, width, height, palette, wish, words, random } = stage;
  pen.rect(0, 0, width, height, palette.wall);
  if (wish.subjects.some(({ kind }) => kind === "leaf")) return leaves(stage);
  if (wish.subjects.length) return emblem(stage);
  const forms = [bands, steps, tiles, waves] as const;
  forms[(words.fork("form").whole(0, 3) + random.fork("form").whole(0, 3)) % 4]!(stage);
  drawWeather(stage);
};

/** Flowers and dots in repeat, as a floor pattern or block print. */
export const pattern: Scene = (stage) => {
  const { pen, width, height, palette, random } = stage;
  const [, first, second, third] = inks(stage);
  pen.rect(0, 0, width, height, palette.wall);
  const chance = random.fork("repeat");
  const n = chance.whole(5, 8);
  const cell = Math.min(width, height) / chance.whole(3, 4);
  const [columns, rows] = [Math.ceil(width / cell) + 1, Math.ceil(height / cell) + 1];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      pen.at(column * cell + (row % 2 ? 0 : cell / 2), row * cell, cell / 210, () => {
        for (let i = 0; i < n; i++)
          pen.at(
            0,
            0,
            1,
            () =>
              pen
                .shape("M0 -16C-26 -40 -20 -74 0 -92C20 -74 26 -40 0 -16Z", (row + column) % 2 ? first : second)
                .shape("M0 -30C-10 -46 -8 -62 0 -72C8 -62 10 -46 0 -30Z", third),
            (i * 360) / n,
          );
        pen.circle(0, 0, 15, third).circle(0, 0, 7, palette.wall);
        for (let i = 0; i < n; i++)
          pen.at(0, 0, 1, () => pen.air(circle(0, -102, 5), palette.pale), (i + 0.5) * (360 / n));
      });
};

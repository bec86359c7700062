import { lit, mix, shaded } from "../colour";
import { ACROSS } from "../pen";
import { type Scene, type Stage, scatter } from "../stage";
import { drawWeather } from "./backdrop";

const SKINS = ["#a5653c", "#8a5231", "#c68a58", "#6e4228", "#b97a4b"] as const;
const CLOTHES = new Set(["kurta", "saree", "shirt", "dress", "woman", "man", "child"]);

interface Sitter {
  skin: string;
  hair: string;
  cloth: string;
  trim: string;
  style: "bun" | "long" | "short" | "turban";
}

function sitterOf({ wish, words, random, palette }: Stage): Sitter {
  const dress = wish.subjects.find(({ kind, colour }) => colour && CLOTHES.has(kind));
  const isWoman = wish.subjects.some(({ kind }) => kind === "woman" || kind === "saree" || kind === "dress");
  const hasTurban = wish.subjects.some(({ kind }) => kind === "cap");
  const isMan = wish.subjects.some(({ kind }) => kind === "man" || kind === "cap");
  const chance = random.fork("sitter");
  const style = isWoman
    ? chance.pick(["bun", "long"] as const)
    : hasTurban
      ? "turban"
      : isMan
        ? chance.pick(["short", "short", "turban"] as const)
        : chance.pick(["bun", "long", "short"] as const);
  const cloth = dress?.colour ?? (wish.colours.length > 1 ? wish.colours[1]! : palette.accents[0]);
  return {
    skin: words.fork("skin").pick(SKINS),
    hair: chance.pick(["#1c1614", "#2a1c18", "#241a22"] as const),
    cloth,
    trim: palette.accents[1],
    style,
  };
}

/** Head and shoulders, lit from the left, the far side in shadow. */
function bust(stage: Stage, sitter: Sitter): void {
  const { pen } = stage;
  const { skin, hair, cloth, trim, style } = sitter;
  if (style === "long")
    pen.shape(
      "M-92 -250C-104 -360 88 -372 96 -246C112 -150 104 -90 120 -40H-112C-98 -100 -104 -170 -92 -250Z",
      pen.ball(hair),
    );
  if (style === "bun") pen.circle(-76, -300, 46, pen.ball(hair));
  pen.shape(
    "M-36 -190L-40 -70Q0 -40 44 -70L36 -190Z",
    pen.linear(
      [
        [0, skin],
        [0.55, shaded(skin, 0.2)],
        [1, shaded(skin, 0.45)],
      ],
      ACROSS,
    ),
  );
  const shoulders = "M-250 40C-252 -40 -150 -78 -48 -96Q0 -50 52 -96C150 -78 252 -40 250 40Z";
  pen.shape(
    shoulders,
    pen.linear(
      [
        [0, lit(cloth, 0.12)],
        [0.45, cloth],
        [1, shaded(cloth, 0.45)],
      ],
      ACROSS,
    ),
  );
  pen.clip(shoulders, () => {
    for (let i = -5; i <= 5; i++)
      pen.air(
        `M${i * 34 - 6} 40C${i * 30 - 4} -10 ${i * 24} -56 ${i * 13} -88L${i * 13 + 6} -88C${i * 24 + 12} -56 ${i * 30 + 12} -10 ${i * 34 + 12} 40Z`,
        shaded(cloth, 0.4),
        0.22,
      );
  });
  pen.stroke("M-50 -95Q0 -46 54 -95", trim, 9);
  pen.shape("M-66 -266C-86 -266 -86 -226 -62 -222Z", skin);
  const face = "M-70 -268C-76 -350 72 -356 74 -268C76 -214 44 -160 2 -158C-40 -160 -66 -214 -70 -268Z";
  pen.shape(
    face,
    pen.linear(
      [
        [0, lit(skin, 0.14)],
        [0.4, skin],
        [0.62, shaded(skin, 0.3)],
        [1, shaded(skin, 0.46)],
      ],
      ACROSS,
    ),
  );
  pen.clip(face, () =>
    pen.air("M6 -360C-6 -300 30 -262 12 -236C26 -226 4 -206 8 -150H120V-360Z", shaded(skin, 0.5), 0.34),
  );
  if (style !== "turban")
    pen.shape("M-76 -256C-92 -372 92 -384 80 -262C70 -306 44 -318 8 -314C-34 -312 -62 -300 -76 -256Z", pen.ball(hair));
  else turban(stage, trim);
  if (style === "bun" || style === "long")
    pen.circle(-74, -214, 8, pen.ball("#e0b23c")).circle(1, -284, 4.6, "#b3243f");
}

function turban({ pen }: Stage, colour: string): void {
  pen.shape(
    "M-88 -280C-104 -390 -30 -410 6 -404C64 -406 104 -356 86 -278C40 -312 -40 -314 -88 -280Z",
    pen.ball(colour),
  );
  for (const bow of [0, 1, 2])
    pen.stroke(
      `M${-82 + bow * 12} ${-292 - bow * 30}Q${4 + bow * 8} ${-338 - bow * 24} ${78 - bow * 10} ${-290 - bow * 26}`,
      shaded(colour, 0.25),
      5,
      0.7,
    );
}

export const portrait: Scene = (stage) => {
  const { pen, width, height, palette, random, wish } = stage;
  const wall = palette.wall;
  pen.rect(
    0,
    0,
    width,
    height,
    pen.linear(
      [
        [0, lit(wall, 0.08)],
        [0.6, wall],
        [1, mix(shaded(wall, 0.22), "#b5402a", 0.14)],
      ],
      [0, 0, 1, 1],
    ),
  );
  const chance = random.fork("backdrop");
  const form = chance.whole(0, 3);
  if (form === 1) pen.circle(width / 2, height * 0.42, Math.min(width, height) * 0.38, lit(wall, 0.3));
  if (form === 2)
    pen.shape(
      `M${width * 0.22} ${height}V${height * 0.4}A${width * 0.28} ${width * 0.28} 0 0 1 ${width * 0.78} ${height * 0.4}V${height}Z`,
      shaded(wall, 0.16),
    );
  pen.glow(width * 0.36, height * 0.36, width * 0.5, height * 0.5, [
    [0, "#fff3d6", 0.4],
    [1, "#fff3d6", 0],
  ]);
  const companions = wish.subjects.filter(({ kind }) => !CLOTHES.has(kind) && kind !== "cap");
  scatter(stage, companions.slice(0, 3), {
    x: width * 0.02,
    y: height * 0.08,
    width: width * 0.26,
    height: height * 0.5,
  });
  const scale = Math.min(width / 455, height / 500) * chance.between(0.96, 1.08);
  pen.at(width * chance.between(0.48, 0.56), height + 6, [chance.chance(0.5) ? scale : -scale, scale], () =>
    pen.at(0, -36, 1, () => bust(stage, sitterOf(stage))),
  );
  drawWeather(stage);
};

import { lit, mix, shaded, turned } from "../colour";
import type { Pen } from "../pen";
import type { Subjects } from "./subject";

const BARK = "#6a4a30";
const petals = (pen: Pen, count: number, d: string, paint: string, from = 0) => {
  for (let i = 0; i < count; i++) pen.at(0, 0, 1, () => pen.shape(d, paint), from + (i * 360) / count);
};

/** Trees and flowers. */
export const PLANTS = {
  tree: {
    width: 130,
    height: 170,
    place: "ground",
    colour: "#3f7f46",
    draw(pen, { colour, random }) {
      pen.shape("M-9 2 C-5 -40 -7 -60 -10 -90 L10 -90 C6 -60 6 -40 12 2Z", pen.round(BARK));
      pen.stroke("M0 -70 L26 -100 M-2 -62 L-28 -92", BARK, 6);
      const blobs = [
        [0, -128, 42],
        [-38, -104, 32],
        [38, -106, 34],
        [-18, -144, 28],
        [22, -142, 28],
        [0, -98, 34],
      ] as const;
      for (const [x, y, r] of blobs)
        pen.circle(
          x + random.between(-5, 5),
          y + random.between(-5, 5),
          r,
          pen.ball(mix(colour, turned(colour, 12), random.next())),
        );
    },
  },
  pine: {
    width: 90,
    height: 180,
    place: "ground",
    colour: "#2f6a4c",
    draw(pen, { colour }) {
      pen.rect(-6, -26, 12, 28, pen.round(BARK));
      for (const [y, w] of [
        [-20, 46],
        [-58, 39],
        [-94, 31],
        [-126, 22],
      ] as const)
        pen.shape(`M0 ${y - 62} L${w} ${y} Q0 ${y + 10} ${-w} ${y}Z`, pen.face(shaded(colour, (-y - 20) / -900)));
    },
  },
  palm: {
    width: 150,
    height: 190,
    place: "ground",
    colour: "#3b8a4f",
    draw(pen, { colour }) {
      pen.shape("M-7 2 C2 -50 4 -100 18 -150 L26 -148 C16 -100 14 -50 9 2Z", pen.round("#8a6540"));
      for (const [turn, tone] of [
        [168, 0.2],
        [205, 0],
        [238, 0.1],
        [275, 0],
        [310, 0.12],
        [345, 0],
        [12, 0.2],
      ] as const)
        pen.at(
          22,
          -150,
          1,
          () => pen.shape("M0 0 C20 -22 56 -24 80 2 C54 -8 26 -4 0 4Z", pen.face(shaded(colour, tone))),
          turn,
        );
      pen.circle(17, -144, 6, pen.ball("#6b4425")).circle(28, -142, 6, pen.ball("#6b4425"));
    },
  },
  flower: {
    width: 80,
    height: 140,
    place: "table",
    draw(pen, { colour }) {
      pen
        .stroke("M0 2 C-4 -40 4 -70 0 -96", "#3b8147", 5)
        .shape("M-1 -30 C-14 -54 -38 -56 -46 -50 C-36 -34 -18 -26 -1 -30Z", pen.face("#3b8147"))
        .shape("M1 -46 C14 -66 34 -68 42 -62 C34 -48 18 -42 1 -46Z", pen.face("#469253"));
      pen.at(0, -102, 1, () => {
        petals(pen, 8, "M0 0 C-16 -12 -14 -38 0 -42 C14 -38 16 -12 0 0Z", pen.face(colour));
        petals(pen, 8, "M0 0 C-9 -8 -8 -22 0 -26 C8 -22 9 -8 0 0Z", lit(colour, 0.25), 22);
        pen.circle(0, 0, 10, pen.ball("#e9b52b"));
      });
    },
  },
  rose: {
    width: 66,
    height: 150,
    place: "table",
    colour: "#c8283f",
    draw(pen, { colour }) {
      pen
        .stroke("M0 2 C4 -40 -4 -70 0 -96", "#2f7040", 5)
        .shape(
          "M0 -50 C14 -70 34 -70 40 -64 C32 -50 16 -44 0 -50Z M0 -34 C-14 -54 -32 -54 -40 -48 C-32 -36 -16 -28 0 -34Z",
          pen.face("#2f7040"),
        );
      pen
        .circle(0, -116, 31, pen.ball(shaded(colour, 0.12)))
        .shape("M-31 -118 C-24 -90 24 -90 31 -118 C24 -102 -24 -102 -31 -118Z", lit(colour, 0.12))
        .shape("M-22 -128 C-20 -108 20 -108 22 -128 C14 -116 -14 -116 -22 -128Z", lit(colour, 0.2))
        .stroke("M-8 -126 C-8 -138 12 -138 10 -124 C8 -114 -4 -116 -2 -124", shaded(colour, 0.4), 3);
    },
  },
  sunflower: {
    width: 96,
    height: 160,
    place: "table",
    colour: "#f5b81c",
    draw(pen, { colour }) {
      pen
        .stroke("M0 2 C4 -40 -3 -70 0 -110", "#3b8147", 6)
        .shape(
          "M0 -30 C14 -58 42 -58 50 -50 C40 -32 18 -24 0 -30Z M0 -46 C-16 -68 -38 -66 -46 -60 C-36 -44 -16 -40 0 -46Z",
          pen.face("#3b8147"),
        );
      pen.at(0, -112, 1, () => {
        petals(pen, 14, "M0 -10 C-9 -22 -8 -42 0 -48 C8 -42 9 -22 0 -10Z", pen.face(shaded(colour, 0.12)));
        petals(pen, 14, "M0 -10 C-7 -20 -6 -36 0 -41 C6 -36 7 -20 0 -10Z", pen.face(colour), 13);
        pen.circle(0, 0, 20, pen.ball("#5a341a"));
      });
    },
  },
  lotus: {
    width: 150,
    height: 80,
    place: "water",
    colour: "#ec7fa9",
    draw(pen, { colour }) {
      pen.ellipse(0, 2, 84, 12, pen.face("#3d8a5d"));
      for (const [turn, tone] of [
        [-62, 0.1],
        [62, 0.1],
        [-40, 0],
        [40, 0],
        [-20, 0.05],
        [20, 0.05],
        [0, 0],
      ] as const)
        pen.at(
          0,
          -2,
          1,
          () =>
            pen.shape(
              "M0 0 C-26 -22 -18 -58 0 -76 C18 -58 26 -22 0 0Z",
              pen.linear([
                [0, shaded(colour, tone)],
                [1, lit(colour, 0.5)],
              ]),
            ),
          turn,
        );
    },
  },
  marigold: {
    width: 76,
    height: 76,
    place: "table",
    colour: "#f39a1c",
    draw(pen, { colour }) {
      pen.at(0, -38, 1, () => {
        for (const [r, n, tone] of [
          [38, 16, 0.2],
          [29, 13, 0.08],
          [20, 10, 0],
          [11, 7, -0.2],
        ] as const)
          for (let i = 0; i < n; i++)
            pen.circle(
              r * 0.78 * Math.cos((i / n) * 6.283),
              r * 0.78 * Math.sin((i / n) * 6.283),
              r * 0.27,
              tone < 0 ? lit(colour, 0.25) : shaded(colour, tone),
            );
      });
    },
  },
  leaf: {
    width: 120,
    height: 190,
    place: "table",
    isSeveral: true,
    colour: "#3f9a58",
    draw(pen, { colour }) {
      for (const [turn, tone] of [
        [-52, 0.3],
        [52, 0.3],
        [-28, 0.16],
        [28, 0.16],
        [0, 0],
      ] as const)
        pen.at(
          0,
          0,
          1,
          () => {
            pen
              .shape(
                "M0 4 C-44 -40 -40 -130 0 -190 C40 -130 44 -40 0 4Z",
                pen.linear([
                  [0, lit(colour, 0.3 - tone)],
                  [1, shaded(colour, tone + 0.1)],
                ]),
              )
              .stroke("M0 0 L0 -180", lit(colour, 0.4), 2);
            for (let y = -150; y < -20; y += 18)
              pen.stroke(`M0 ${y + 14} L-24 ${y} M0 ${y + 14} L24 ${y}`, shaded(colour, 0.3), 1.2, 0.6);
          },
          turn,
        );
    },
  },
  cactus: {
    width: 90,
    height: 130,
    place: "table",
    colour: "#4a8f5c",
    draw(pen, { colour, accent }) {
      pen
        .stroke("M-34 -88 Q-36 -62 -12 -62 M34 -104 Q36 -76 12 -76", shaded(colour, 0.08), 16)
        .rect(-17, -128, 34, 100, pen.round(colour), 17)
        .stroke("M-6 -118 V-36 M6 -118 V-36", lit(colour, 0.3), 1.6)
        .shape("M-30 -36 L30 -36 L24 2 L-24 2Z", pen.round(accent))
        .rect(-34, -42, 68, 11, pen.round(lit(accent, 0.15)), 3);
      pen.circle(0, -130, 7, pen.ball("#ec7fa9"));
    },
  },
  plant: {
    width: 110,
    height: 150,
    place: "table",
    colour: "#3d8a4f",
    draw(pen, { colour, accent }) {
      for (const [turn, s, tone] of [
        [-48, 0.8, 0.2],
        [46, 0.8, 0.2],
        [-26, 1, 0.1],
        [24, 1, 0.06],
        [-2, 1.1, 0],
      ] as const)
        pen.at(
          0,
          -46,
          s,
          () =>
            pen
              .shape("M0 0 C-26 -28 -22 -74 0 -98 C22 -74 26 -28 0 0Z", pen.face(shaded(colour, tone)))
              .stroke("M0 0 V-86", lit(colour, 0.35), 1.6),
          turn,
        );
      pen
        .shape("M-32 -50 L32 -50 L24 2 L-24 2Z", pen.round(accent))
        .rect(-36, -58, 72, 13, pen.round(lit(accent, 0.15)), 4);
    },
  },
} as const satisfies Subjects;

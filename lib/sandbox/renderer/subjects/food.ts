import { lit, mix, shaded } from "../colour";
import { ACROSS } from "../pen";
import type { Subjects } from "./subject";

/** Things to eat. */
export const FOOD = {
  biscuits: {
    width: 74,
    height: 34,
    place: "table",
    isSeveral: true,
    colour: "#e0a733",
    draw(pen, { colour }) {
      for (const [x, y, turn] of [
        [4, 0, 4],
        [-4, -14, -8],
      ] as const)
        pen.at(
          x,
          y,
          1,
          () =>
            pen
              .shape("M-34 -10 L22 -22 L38 -14 L38 -5 L-18 8 L-34 -1Z", shaded(colour, 0.28))
              .shape("M-34 -10 L22 -22 L38 -14 L-18 -1Z", pen.face(colour))
              .stroke("M-20 -8 L22 -17", shaded(colour, 0.2), 1.4),
          turn,
        );
    },
  },
  laddoo: {
    width: 112,
    height: 76,
    place: "table",
    isSeveral: true,
    colour: "#f0a01f",
    draw(pen, { colour, random }) {
      for (const [x, y] of [
        [-36, -20],
        [36, -20],
        [0, -19],
        [-18, -50],
        [18, -50],
      ] as const) {
        pen.circle(x, y, 22, pen.ball(colour));
        for (let i = 0; i < 9; i++)
          pen.circle(x + random.between(-14, 14), y + random.between(-14, 14), 1.8, lit(colour, 0.4), 0.6);
        pen.ellipse(x - 2, y - 17, 4, 2.4, "#5c8f3a");
      }
    },
  },
  sweetbox: {
    width: 128,
    height: 74,
    place: "table",
    draw(pen, { colour, accent, random }) {
      pen
        .shape("M-64 -34 L-46 -74 L60 -74 L64 -34Z", pen.face(shaded(colour, 0.15)))
        .shape("M-52 -38 L-40 -68 L54 -68 L54 -38Z", lit(colour, 0.25));
      pen
        .shape("M-64 -34 L64 -34 L58 2 L-58 2Z", pen.round(colour))
        .rect(-61, -24, 122, 5, accent)
        .circle(0, -14, 9, accent);
      const sweets = ["#f0a01f", "#f6e7c4", "#9fbf5a", "#e98aa0", "#d98a2b"] as const;
      for (let i = 0; i < 6; i++)
        pen.at(-46 + i * 18.5, -32, 1, () =>
          pen.ellipse(0, -8, 10, 9, pen.ball(random.pick(sweets))).ellipse(0, -15, 2.4, 1.4, "#4f8a3a"),
        );
    },
  },
  thali: {
    width: 190,
    height: 60,
    place: "table",
    colour: "#c79a3e",
    draw(pen, { colour, random }) {
      pen
        .ellipse(0, -14, 95, 36, shaded(colour, 0.35))
        .ellipse(
          0,
          -19,
          95,
          36,
          pen.linear(
            [
              [0, lit(colour, 0.45)],
              [0.5, colour],
              [1, shaded(colour, 0.2)],
            ],
            ACROSS,
          ),
        )
        .ellipse(0, -18, 84, 30, pen.face(mix(colour, "#fff1cf", 0.35)));
      const fills = random.chance(0.5)
        ? ["#c9481f", "#e5b52a", "#5f8f3a", "#f7f0df"]
        : ["#e0a52a", "#8d3b1e", "#f7f0df", "#6fa046"];
      for (const [i, x] of [-56, -20, 20, 56].entries()) {
        const y = -30 + Math.abs(x) * 0.12;
        pen
          .ellipse(x, y, 19, 10, shaded(colour, 0.3))
          .ellipse(x, y - 3, 19, 10, lit(colour, 0.4))
          .ellipse(x, y - 2.4, 15.6, 7.6, pen.face(fills[i]!));
      }
      pen
        .ellipse(-22, -5, 32, 9, pen.face("#f8f4e8"))
        .ellipse(34, -6, 27, 9, shaded("#e2b56a", 0.15))
        .ellipse(34, -9, 27, 9, pen.face("#e2b56a"))
        .ellipse(28, -10, 4, 2, "#b5803a")
        .ellipse(42, -8, 4, 2, "#b5803a");
    },
  },
  cake: {
    width: 112,
    height: 112,
    place: "table",
    colour: "#f3b7c3",
    draw(pen, { colour, accent }) {
      pen.ellipse(0, 0, 66, 13, shaded("#f4efe6", 0.15)).ellipse(0, -4, 66, 13, "#f4efe6");
      pen.shape("M-52 -56 L-52 -8 Q0 10 52 -8 L52 -56Z", pen.round(colour)).ellipse(0, -56, 52, 12, lit(colour, 0.4));
      pen.shape(
        "M-52 -56 Q-46 -38 -38 -50 Q-30 -30 -20 -46 Q-10 -28 0 -44 Q10 -26 20 -46 Q30 -32 38 -50 Q46 -36 52 -56 Q0 -40 -52 -56Z",
        mix("#fff8ee", accent, 0.1),
      );
      for (const x of [-26, 0, 26])
        pen
          .rect(x - 2.4, -92 + Math.abs(x) * 0.1, 4.8, 36, accent, 2)
          .shape(`M${x} -108 q7 9 0 16 q-7 -7 0 -16Z`, "#ffb733");
      for (const x of [-40, -13, 13, 40]) pen.circle(x, -56 + (40 - Math.abs(x)) * 0.16, 5.4, pen.ball("#cf2a3e"));
    },
  },
  icecream: {
    width: 60,
    height: 120,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .shape("M-24 -60 L24 -60 L0 2Z", pen.round("#d99a4a"))
        .stroke("M-14 -58 L6 -14 M0 -58 L12 -30 M14 -58 L-6 -14 M0 -58 L-12 -30", "#a96f2c", 1.6);
      pen
        .circle(0, -94, 24, pen.ball(accent))
        .circle(0, -70, 28, pen.ball(colour))
        .circle(4, -119, 6, pen.ball("#cf2a3e"));
    },
  },
  pizza: {
    width: 130,
    height: 48,
    place: "table",
    colour: "#f0b63c",
    draw(pen, { colour }) {
      pen
        .ellipse(0, -14, 66, 25, shaded("#c98a3f", 0.25))
        .ellipse(0, -18, 66, 25, pen.face("#d69a4c"))
        .ellipse(0, -19, 57, 20, pen.face(colour));
      for (const [x, y] of [
        [-30, -22],
        [-4, -30],
        [26, -26],
        [8, -14],
        [36, -15],
        [-16, -11],
      ] as const)
        pen.ellipse(x, y, 9, 4.4, pen.ball("#b93423"));
      for (const [x, y] of [
        [-18, -27],
        [14, -22],
        [-36, -15],
        [24, -9],
      ] as const)
        pen.ellipse(x, y, 5, 2, "#3c8f45");
    },
  },
  burger: {
    width: 96,
    height: 84,
    place: "table",
    colour: "#d08a35",
    draw(pen, { colour }) {
      pen
        .rect(-44, -18, 88, 20, pen.round(colour), 9)
        .rect(-47, -34, 94, 17, pen.round("#5f3319"), 8)
        .shape("M-50 -38 Q-40 -26 -30 -36 Q-20 -24 -8 -36 Q4 -24 16 -36 Q28 -24 36 -36 Q44 -28 50 -38Z", "#5fa03f");
      pen.rect(-46, -46, 92, 9, "#e2432f", 4).shape("M-46 -44 C-46 -92 46 -92 46 -44Z", pen.ball(colour));
      for (const [x, y] of [
        [-20, -66],
        [0, -74],
        [20, -66],
        [-4, -60],
        [30, -56],
      ] as const)
        pen.ellipse(x, y, 3, 1.8, "#f7e6bd");
    },
  },
  samosa: {
    width: 120,
    height: 66,
    place: "table",
    isSeveral: true,
    colour: "#d4973f",
    draw(pen, { colour }) {
      for (const [x, s] of [
        [28, 0.9],
        [-24, 1.05],
      ] as const)
        pen.at(x, 0, s, () =>
          pen
            .shape("M0 -62 C8 -58 40 -12 38 -2 Q0 6 -38 -2 C-40 -12 -8 -58 0 -62Z", pen.ball(colour))
            .stroke("M2 -58 C6 -36 6 -18 -4 0", shaded(colour, 0.2), 2),
        );
    },
  },
  dosa: {
    width: 150,
    height: 46,
    place: "table",
    colour: "#dca04a",
    draw(pen, { colour }) {
      pen.ellipse(0, -4, 80, 18, shaded("#5fa05a", 0.2)).ellipse(0, -7, 80, 18, pen.face("#6fae62"));
      pen
        .shape("M-70 -14 C-60 -46 60 -50 72 -22 C74 -8 -58 4 -70 -14Z", pen.ball(colour))
        .ellipse(66, -22, 8, 11, shaded(colour, 0.3))
        .ellipse(-30, -4, 13, 6, "#f7f2e6")
        .ellipse(0, -1, 11, 5, "#c9481f");
    },
  },
  bread: {
    width: 110,
    height: 60,
    place: "table",
    colour: "#c98a45",
    draw(pen, { colour }) {
      pen.shape("M-54 -22 C-58 -58 58 -58 54 -22 C54 0 44 2 0 2 C-44 2 -54 0 -54 -22Z", pen.ball(colour));
      for (const x of [-28, -4, 20]) pen.stroke(`M${x} -44 q12 6 10 20`, lit(colour, 0.5), 4);
    },
  },
} as const satisfies Subjects;

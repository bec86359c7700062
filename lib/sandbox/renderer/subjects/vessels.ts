import { lit, mix, shaded } from "../colour";
import { ACROSS } from "../pen";
import type { Subjects } from "./subject";

/** Vessels on a table. */
export const VESSELS = {
  chai: {
    width: 82,
    height: 96,
    place: "table",
    colour: "#c9761c",
    draw(pen, { colour, pale }) {
      pen
        .ellipse(0, 0, 66, 15, shaded(pale, 0.12))
        .ellipse(0, -4, 66, 15, pen.face(pale))
        .ellipse(0, -4, 42, 9, shaded(pale, 0.07));
      pen.shape("M-27 -6 Q0 3 27 -6 L39 -96 L-39 -96Z", pen.round(mix(colour, "#fff3df", 0.62)));
      pen.shape("M-27 -6 Q0 3 27 -6 L36.4 -78 L-36.4 -78Z", pen.round(colour));
      for (const [at, to, light] of [
        [-27, -20, 0.2],
        [-15, -11, 0],
        [-3, -2, 0.22],
        [9, 7, 0],
        [21, 16, -0.2],
      ] as const) {
        const tone = light < 0 ? shaded(colour, 0.28) : lit(colour, 0.1 + light);
        pen.air(`M${at - 3.4} -64 Q${at} -70 ${at + 3.4} -64 L${to + 2.4} -5 Q${to} -2 ${to - 2.4} -5Z`, tone, 0.5);
      }
      pen.ellipse(0, -96, 39, 9, mix(pale, "#ffffff", 0.3)).ellipse(
        0,
        -95.4,
        36,
        7.6,
        pen.linear(
          [
            [0, shaded(pale, 0.2)],
            [1, pale],
          ],
          ACROSS,
        ),
      );
      pen.ellipse(0, -92, 33, 5.4, pen.face(lit(colour, 0.3)));
    },
  },
  cup: {
    width: 92,
    height: 78,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .stroke("M34 -60 C62 -66 62 -22 28 -24", shaded(colour, 0.16), 9)
        .stroke("M34 -61 C60 -66 60 -24 29 -26", colour, 5);
      pen.shape("M-38 -74 L-32 -12 Q-30 0 -16 2 Q0 4 16 2 Q30 0 32 -12 L38 -74Z", pen.round(colour));
      pen
        .ellipse(0, -74, 38, 9, lit(colour, 0.35))
        .ellipse(0, -73.4, 34.5, 7.4, shaded(colour, 0.3))
        .ellipse(0, -71, 32, 5.6, accent === colour ? "#5b3418" : mix("#5b3418", accent, 0.15));
    },
  },
  bottle: {
    width: 64,
    height: 140,
    place: "table",
    draw(pen, { colour, pale, accent }) {
      pen.shape(
        "M-32 -78 C-32 -94 -14 -92 -13 -108 L13 -108 C14 -92 32 -94 32 -78 L32 -8 Q32 2 20 3 Q0 6 -20 3 Q-32 2 -32 -8Z",
        pen.round(colour),
      );
      pen
        .rect(-14, -116, 28, 11, pen.round(shaded(colour, 0.12)), 3)
        .rect(-16.5, -141, 33, 28, pen.round("#211f1d"), 4);
      pen.shape(
        "M-23 -66 L23 -66 L23 -18 Q0 -14 -23 -18Z",
        pen.linear(
          [
            [0, shaded(pale, 0.08)],
            [0.4, lit(pale, 0.5)],
            [1, shaded(pale, 0.14)],
          ],
          ACROSS,
        ),
      );
      pen
        .rect(-14, -58, 28, 4, shaded(accent, 0.4))
        .rect(-14, -50, 20, 2.4, shaded(accent, 0.4), 0, 0.6)
        .circle(0, -32, 8.5, accent);
      pen.air("M-24 -80 Q-25 -88 -15 -94 L-13 -92 Q-20 -86 -20 -78 L-20 -70 L-24 -70Z", "#ffffff", 0.45);
    },
  },
  perfume: {
    width: 74,
    height: 104,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .rect(-36, -72, 72, 74, pen.round(mix(colour, "#ffffff", 0.35)), 10)
        .rect(-29, -58, 58, 53, pen.round(colour), 6);
      pen
        .rect(-12, -82, 24, 11, pen.round("#c9a24a"), 2)
        .rect(-18, -104, 36, 24, pen.round(shaded(accent, 0.5)), 4)
        .rect(-14, -44, 28, 20, "#fff8ea", 2, 0.85);
    },
  },
  vase: {
    width: 78,
    height: 112,
    place: "table",
    draw(pen, { colour, random }) {
      const belly = random.between(34, 42);
      pen.shape(
        `M-9 -112 C-11 -84 -${belly} -74 -${belly} -36 C-${belly} -12 -24 0 -18 2 Q0 6 18 2 C24 0 ${belly} -12 ${belly} -36 C${belly} -74 11 -84 9 -112Z`,
        pen.round(colour),
      );
      pen.ellipse(0, -112, 9, 2.6, shaded(colour, 0.45));
    },
  },
  pot: {
    width: 84,
    height: 74,
    place: "table",
    draw(pen, { colour }) {
      pen.shape(
        "M-24 -70 C-24 -62 -42 -58 -42 -34 C-42 -10 -26 0 -20 2 Q0 6 20 2 C26 0 42 -10 42 -34 C42 -58 24 -62 24 -70Z",
        pen.round(colour),
      );
      pen.ellipse(0, -70, 27, 6, lit(colour, 0.2)).ellipse(0, -69.4, 22, 4.2, shaded(colour, 0.5));
      pen
        .stroke("M-40 -44 Q0 -36 40 -44", lit(colour, 0.5), 2.4, 0.7)
        .stroke("M-41 -36 Q0 -28 41 -36", lit(colour, 0.5), 2.4, 0.7);
    },
  },
  jar: {
    width: 66,
    height: 84,
    place: "table",
    draw(pen, { colour, pale }) {
      pen
        .rect(-33, -68, 66, 70, pen.round(mix(colour, "#ffffff", 0.2)), 12)
        .rect(-33, -48, 66, 50, pen.round(colour), 12);
      pen
        .rect(-30, -84, 60, 17, pen.round("#d9b25c"), 4)
        .rect(-20, -42, 40, 26, pale, 3)
        .rect(-12, -34, 24, 3, shaded(colour, 0.4))
        .rect(-9, -27, 18, 2, shaded(colour, 0.4));
    },
  },
  bowl: {
    width: 110,
    height: 52,
    place: "table",
    draw(pen, { colour, accent }) {
      pen.shape("M-55 -44 C-52 -14 -30 2 -18 3 L18 3 C30 2 52 -14 55 -44Z", pen.round(colour));
      pen.ellipse(0, -44, 55, 13, lit(colour, 0.3)).ellipse(0, -43, 50, 10.6, pen.face(accent));
      for (const [x, y] of [
        [-26, -45],
        [-8, -49],
        [12, -46],
        [28, -43],
        [0, -41],
      ] as const)
        pen.circle(x, y, 7, pen.ball(mix(accent, "#ffe9b0", 0.35)));
    },
  },
  plate: {
    width: 130,
    height: 26,
    place: "table",
    draw(pen, { colour }) {
      pen
        .ellipse(0, -4, 65, 16, shaded(colour, 0.22))
        .ellipse(0, -9, 65, 16, pen.face(colour))
        .ellipse(0, -8, 46, 10, shaded(colour, 0.08));
    },
  },
  kettle: {
    width: 120,
    height: 100,
    place: "table",
    colour: "#b8bcc0",
    draw(pen, { colour }) {
      pen.stroke("M-34 -70 C-34 -108 34 -108 34 -70", "#2b2724", 7);
      pen.shape("M36 -44 C52 -46 50 -68 66 -72 L70 -64 C60 -60 60 -30 38 -22Z", pen.round(shaded(colour, 0.1)));
      pen
        .shape("M-24 -70 C-54 -58 -48 -6 -34 2 Q0 8 34 2 C48 -6 54 -58 24 -70Z", pen.round(colour))
        .ellipse(0, -70, 24, 5, lit(colour, 0.3))
        .circle(0, -78, 6, pen.ball("#2b2724"));
    },
  },
} as const satisfies Subjects;

import { lit, mix, shaded } from "../colour";
import type { Subjects } from "./subject";

/** Goods of a shop, and things of a room. */
export const THINGS = {
  book: {
    width: 112,
    height: 62,
    place: "table",
    isSeveral: true,
    draw(pen, { colour, accent, pale }) {
      pen
        .rect(-56, -20, 112, 22, pen.face(colour), 3)
        .rect(-52, -16, 106, 14, pale, 2)
        .rect(-48, -40, 100, 20, pen.face(accent), 3)
        .rect(-44, -36, 94, 12, pale, 2);
      pen.at(
        -2,
        -40,
        1,
        () => pen.rect(-44, -20, 92, 20, pen.face(shaded(colour, 0.3)), 3).rect(-40, -16, 86, 12, pale, 2),
        -4,
      );
    },
  },
  phone: {
    width: 70,
    height: 132,
    place: "table",
    colour: "#23242a",
    draw(pen, { colour, accent }) {
      pen.rect(-35, -132, 70, 134, pen.round(colour), 11).rect(-30, -127, 60, 124, pen.face(accent), 7);
      pen
        .circle(0, -78, 17, lit(accent, 0.55))
        .rect(-20, -50, 40, 6, lit(accent, 0.7), 3)
        .rect(-20, -38, 28, 5, lit(accent, 0.5), 2.5)
        .rect(-20, -24, 40, 13, shaded(accent, 0.45), 6.5)
        .rect(-9, -123, 18, 4, colour, 2);
    },
  },
  laptop: {
    width: 150,
    height: 100,
    place: "table",
    colour: "#aeb3ba",
    draw(pen, { colour, accent }) {
      pen
        .rect(-60, -100, 120, 86, pen.face(shaded(colour, 0.45)), 6)
        .rect(-54, -94, 108, 72, pen.face(accent), 2)
        .rect(-40, -80, 44, 6, lit(accent, 0.7), 3)
        .rect(-40, -66, 70, 5, lit(accent, 0.5), 2)
        .rect(-40, -54, 58, 5, lit(accent, 0.5), 2);
      pen
        .shape("M-60 -14 L60 -14 L76 0 Q76 4 70 4 L-70 4 Q-76 4 -76 0Z", pen.face(colour))
        .shape("M-14 -5 L14 -5 L17 1 L-17 1Z", shaded(colour, 0.2));
    },
  },
  bag: {
    width: 96,
    height: 120,
    place: "table",
    draw(pen, { colour, accent }) {
      pen.stroke("M-22 -76 C-22 -128 22 -128 22 -76", shaded(colour, 0.35), 6);
      pen
        .shape("M-42 -82 L42 -82 L50 -2 Q50 3 44 3 L-44 3 Q-50 3 -50 -2Z", pen.round(colour))
        .rect(-43, -82, 86, 8, shaded(colour, 0.12))
        .stroke("M-25 -80 C-25 -132 25 -132 25 -80", lit(colour, 0.1), 6);
      pen.circle(0, -38, 15, accent).shape("M0 -49 L3 -41 L11 -38 L3 -35 L0 -27 L-3 -35 L-11 -38 L-3 -41Z", colour);
    },
  },
  shoe: {
    width: 136,
    height: 68,
    place: "table",
    isSeveral: true,
    draw(pen, { colour, accent, pale }) {
      pen
        .shape(
          "M-62 -14 C-66 -34 -62 -52 -58 -64 C-44 -58 -30 -60 -22 -66 C-8 -44 22 -36 48 -30 C64 -26 68 -18 68 -10Z",
          pen.face(colour),
        )
        .shape("M-66 -14 L69 -12 Q72 2 60 3 L-56 3 Q-68 2 -66 -14Z", pen.face(pale));
      pen
        .shape("M-60 -40 C-44 -30 -20 -34 -6 -22 C-20 -16 -48 -14 -62 -18Z", accent)
        .shape("M46 -31 C62 -28 68 -20 68 -12 L40 -12 Q36 -22 46 -31Z", lit(colour, 0.25));
      for (const [x, y] of [
        [-12, -52],
        [-1, -46],
        [11, -41],
      ] as const)
        pen.stroke(`M${x} ${y} l9 -8`, pale, 3.4);
    },
  },
  watch: {
    width: 60,
    height: 118,
    place: "table",
    draw(pen, { colour, pale, accent }) {
      pen
        .shape("M-17 -118 L17 -118 L21 -86 L21 -32 L17 2 L-17 2 L-21 -32 L-21 -86Z", pen.round(colour))
        .circle(0, -59, 31, pen.ball("#d3b066"))
        .circle(0, -59, 25, pen.face(pale));
      pen
        .stroke("M0 -59 L0 -76 M0 -59 L12 -53", "#26221c", 3)
        .circle(0, -59, 3, accent)
        .rect(30, -63, 6, 8, "#b08f48", 2);
      for (let i = 0; i < 12; i++)
        pen.circle(21 * Math.sin((i * Math.PI) / 6), -59 - 21 * Math.cos((i * Math.PI) / 6), 1.2, "#26221c");
    },
  },
  lamp: {
    width: 84,
    height: 130,
    place: "table",
    draw(pen, { colour, accent }) {
      pen.glow(0, -86, 120, 110, [
        [0, "#ffe6a8", 0.55],
        [1, "#ffe6a8", 0],
      ]);
      pen
        .ellipse(0, -2, 28, 7, shaded(accent, 0.4))
        .rect(-3.5, -80, 7, 78, pen.round(shaded(accent, 0.3)))
        .shape("M-22 -130 L22 -130 L42 -74 Q0 -62 -42 -74Z", pen.round(colour))
        .ellipse(0, -73, 41, 6, "#fff0c4");
    },
  },
  candle: {
    width: 46,
    height: 104,
    place: "table",
    colour: "#f3e7d0",
    draw(pen, { colour }) {
      pen.glow(0, -92, 90, 90, [
        [0, "#ffd98a", 0.6],
        [1, "#ffd98a", 0],
      ]);
      pen
        .rect(-23, -66, 46, 68, pen.round(colour), 5)
        .ellipse(0, -66, 23, 5.4, lit(colour, 0.4))
        .stroke("M0 -66 l0 -10", "#3a2c20", 2)
        .shape(
          "M0 -104 q13 17 0 29 q-13 -12 0 -29Z",
          pen.linear([
            [0, "#ff9d2e"],
            [1, "#fff1b5"],
          ]),
        );
    },
  },
  gift: {
    width: 92,
    height: 96,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .rect(-42, -60, 84, 62, pen.face(colour), 3)
        .rect(-47, -74, 94, 19, pen.face(lit(colour, 0.12)), 3)
        .rect(-8, -74, 16, 76, pen.face(accent));
      pen
        .shape("M0 -74 C-10 -104 -40 -100 -34 -84 C-30 -74 -12 -74 0 -74Z", pen.face(accent))
        .shape("M0 -74 C10 -104 40 -100 34 -84 C30 -74 12 -74 0 -74Z", pen.face(shaded(accent, 0.14)))
        .circle(0, -76, 7, lit(accent, 0.2));
    },
  },
  clock: {
    width: 92,
    height: 96,
    place: "table",
    draw(pen, { colour, pale }) {
      pen
        .shape("M-30 -12 L-38 2 L-30 2 L-20 -8Z M30 -12 L38 2 L30 2 L20 -8Z", shaded(colour, 0.3))
        .circle(0, -48, 46, pen.ball(colour))
        .circle(0, -48, 37, pen.face(pale))
        .stroke("M0 -48 L0 -74 M0 -48 L18 -40", "#26221c", 4);
    },
  },
  chair: {
    width: 90,
    height: 130,
    place: "table",
    draw(pen, { colour }) {
      pen
        .stroke("M-32 -48 L-38 0 M32 -48 L40 0 M-24 -50 L-22 -10 M26 -50 L24 -10", "#7a5230", 6)
        .shape("M-36 -128 Q0 -140 34 -128 L38 -58 L-36 -58Z", pen.face(colour))
        .shape("M-42 -60 L38 -60 L46 -44 Q0 -34 -46 -44Z", pen.face(lit(colour, 0.15)));
    },
  },
  sofa: {
    width: 190,
    height: 92,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .rect(-80, -10, 10, 12, "#6b4a2c")
        .rect(70, -10, 10, 12, "#6b4a2c")
        .rect(-82, -92, 164, 70, pen.face(shaded(colour, 0.1)), 16)
        .rect(-74, -48, 74, 32, pen.face(lit(colour, 0.12)), 8)
        .rect(0, -48, 74, 32, pen.face(lit(colour, 0.08)), 8)
        .rect(-76, -24, 152, 18, shaded(colour, 0.18), 5);
      pen
        .rect(-97, -66, 27, 60, pen.round(colour), 12)
        .rect(70, -66, 27, 60, pen.round(colour), 12)
        .at(-46, -50, 1, () => pen.rect(-20, -34, 38, 36, pen.face(accent), 6), -10);
    },
  },
  headphones: {
    width: 104,
    height: 108,
    place: "table",
    isSeveral: true,
    draw(pen, { colour, accent }) {
      pen
        .stroke("M-40 -42 C-50 -124 50 -124 40 -42", shaded(colour, 0.25), 12)
        .stroke("M-39 -50 C-46 -118 46 -118 39 -50", colour, 7)
        .rect(-52, -56, 28, 56, pen.round(colour), 13)
        .rect(24, -56, 28, 56, pen.round(colour), 13)
        .rect(-30, -50, 9, 44, accent, 4)
        .rect(21, -50, 9, 44, accent, 4);
    },
  },
  soap: {
    width: 104,
    height: 56,
    place: "table",
    draw(pen, { colour, pale }) {
      pen
        .rect(-48, -26, 96, 28, pen.face(shaded(colour, 0.16)), 12)
        .rect(-48, -34, 96, 26, pen.face(colour), 13)
        .ellipse(0, -22, 26, 7, lit(colour, 0.4));
      for (const [x, y, r] of [
        [40, -44, 10],
        [54, -32, 6],
        [26, -48, 5],
      ] as const)
        pen.circle(x, y, r, pen.ball(mix(pale, "#ffffff", 0.6)), 0.85);
    },
  },
  pencil: {
    width: 120,
    height: 110,
    place: "table",
    isSeveral: true,
    draw(pen, { colour, accent }) {
      for (const [x, turn, tint] of [
        [-14, -14, "#e8b21f"],
        [2, 3, accent],
        [16, 16, "#2f7d8b"],
      ] as const)
        pen.at(
          x,
          -40,
          1,
          () =>
            pen
              .rect(-5, -54, 10, 60, pen.round(tint))
              .shape("M-5 -54 L0 -70 L5 -54Z", "#f0d6ab")
              .shape("M-1.8 -64 L0 -70 L1.8 -64Z", "#2a2623"),
          turn,
        );
      pen.shape("M-34 -58 L34 -58 L30 2 L-30 2Z", pen.round(colour)).ellipse(0, -58, 34, 5, shaded(colour, 0.4));
    },
  },
  camera: {
    width: 116,
    height: 84,
    place: "table",
    colour: "#2c2b2e",
    draw(pen, { colour, accent }) {
      pen
        .rect(-26, -84, 52, 24, pen.face(shaded(colour, 0.1)), 6)
        .rect(-58, -68, 116, 70, pen.face(colour), 9)
        .rect(-58, -52, 116, 14, accent)
        .circle(0, -32, 30, pen.ball(lit(colour, 0.25)))
        .circle(0, -32, 21, shaded(colour, 0.4))
        .circle(0, -32, 15, pen.ball("#2f5f8f"))
        .circle(-6, -38, 4, "#ffffff", 0.7)
        .circle(42, -60, 4, "#e2432f");
    },
  },
  guitar: {
    width: 70,
    height: 160,
    place: "table",
    colour: "#b9692a",
    draw(pen, { colour }) {
      pen
        .rect(-5, -140, 10, 90, pen.round("#4a2f1c"))
        .shape("M-9 -160 L9 -160 L7 -138 L-7 -138Z", "#2f1f14")
        .shape(
          "M-18 -84 C-34 -80 -32 -58 -24 -52 C-44 -40 -40 2 0 2 C40 2 44 -40 24 -52 C32 -58 34 -80 18 -84 Q0 -76 -18 -84Z",
          pen.ball(colour),
        )
        .circle(0, -48, 11, "#2b1a10")
        .rect(-14, -22, 28, 5, "#3a2416")
        .stroke("M-2 -140 L-2 -20 M2 -140 L2 -20", "#f3e7d0", 0.8);
    },
  },
} as const satisfies Subjects;

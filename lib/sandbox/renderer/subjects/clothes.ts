import { lit, shaded } from "../colour";
import type { Subjects } from "./subject";

/** Clothing and jewellery, as a shop lays them out. */
export const CLOTHES = {
  kurta: {
    width: 130,
    height: 160,
    place: "table",
    draw(pen, { colour, accent }) {
      pen.shape(
        "M-24 -156 L-66 -128 L-60 -62 L-40 -64 L-40 -108 L-46 2 Q0 8 46 2 L40 -108 L40 -64 L60 -62 L66 -128 L24 -156 Q0 -146 -24 -156Z",
        pen.round(colour),
      );
      pen
        .shape("M-24 -156 Q0 -146 24 -156 Q14 -138 0 -138 Q-14 -138 -24 -156Z", shaded(colour, 0.3))
        .rect(-5, -140, 10, 52, lit(accent, 0.15))
        .stroke("M-61 -68 L-41 -70 M41 -70 L61 -68", accent, 5)
        .stroke("M-46 -6 Q0 0 46 -6", accent, 5);
      for (const y of [-132, -118, -104]) pen.circle(0, y, 2, shaded(accent, 0.5));
      pen
        .stroke("M-26 -90 Q-30 -40 -28 -4 M20 -86 Q26 -40 24 -4", shaded(colour, 0.16), 2.4, 0.8)
        .stroke("M46 2 L41 -30 M-46 2 L-41 -30", shaded(colour, 0.3), 2);
    },
  },
  shirt: {
    width: 140,
    height: 120,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .shape(
          "M-24 -118 L-70 -94 L-58 -56 L-40 -64 L-42 2 Q0 7 42 2 L40 -64 L58 -56 L70 -94 L24 -118 Q0 -106 -24 -118Z",
          pen.round(colour),
        )
        .shape("M-24 -118 Q0 -106 24 -118 Q16 -98 0 -98 Q-16 -98 -24 -118Z", shaded(colour, 0.25));
      pen
        .circle(0, -58, 19, accent)
        .shape("M-19 -58 a19 19 0 0 0 38 0Z", shaded(accent, 0.3))
        .stroke("M-24 -70 Q-30 -30 -26 -2 M26 -50 Q30 -30 26 -2", shaded(colour, 0.16), 2.2, 0.8);
    },
  },
  dress: {
    width: 130,
    height: 160,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .shape(
          "M-22 -158 L-26 -112 Q-20 -96 -22 -88 L-64 -4 Q0 14 64 -4 L22 -88 Q20 -96 26 -112 L22 -158 L14 -158 Q0 -128 -14 -158Z",
          pen.round(colour),
        )
        .shape("M-22 -96 L22 -96 L23 -86 L-23 -86Z", accent);
      pen
        .stroke("M-12 -84 L-34 2 M0 -84 L0 6 M12 -84 L34 2", shaded(colour, 0.2), 2.6, 0.7)
        .stroke("M-62 -10 Q0 8 62 -10", accent, 5);
    },
  },
  saree: {
    width: 140,
    height: 104,
    place: "table",
    isSeveral: true,
    draw(pen, { colour, accent }) {
      for (const [y, tone] of [
        [0, shaded(colour, 0.2)],
        [-20, colour],
        [-40, lit(colour, 0.1)],
      ] as const)
        pen
          .shape(`M-64 ${y - 18} Q-72 ${y - 8} -64 ${y} L62 ${y} Q70 ${y - 9} 62 ${y - 20}Z`, pen.face(tone))
          .shape(`M38 ${y - 20} L52 ${y - 20} L54 ${y} L40 ${y}Z`, accent);
      pen
        .shape("M-60 -60 Q0 -84 60 -62 L58 -56 Q0 -70 -58 -54Z", pen.face(lit(colour, 0.2)))
        .shape("M-46 -62 C-30 -96 -6 -104 4 -66 L-6 6 Q-26 12 -46 6Z", pen.round(colour))
        .shape("M-46 -10 L-6 -10 L-6 6 Q-26 12 -46 6Z", accent)
        .stroke("M-36 -70 L-38 4 M-24 -76 L-26 8 M-14 -72 L-16 6", shaded(colour, 0.25), 2, 0.7);
      for (const x of [-40, -32, -24, -16]) pen.circle(x, -2, 2, colour);
    },
  },
  necklace: {
    width: 104,
    height: 108,
    place: "table",
    colour: "#d9a93a",
    draw(pen, { colour, accent }) {
      pen.shape("M-46 2 C-46 -52 -22 -62 -16 -108 L16 -108 C22 -62 46 -52 46 2Z", pen.round("#2f2a2c"));
      for (let i = -6; i <= 6; i++) pen.circle(i * 5.4, -42 - Math.abs(i) ** 1.7 * 2.2 + 14, 4, pen.ball(colour));
      pen
        .circle(0, -20, 10, pen.ball(colour))
        .circle(0, -20, 6, pen.ball(accent))
        .shape("M-4 -10 L4 -10 L0 2Z", colour);
    },
  },
  ring: {
    width: 70,
    height: 92,
    place: "table",
    colour: "#d9a93a",
    draw(pen, { colour, accent }) {
      pen
        .stroke("M0 -3 A30 30 0 1 1 0.1 -3", shaded(colour, 0.2), 9)
        .stroke("M-2 -4 A29 29 0 0 1 -20 -54", lit(colour, 0.4), 4)
        .shape("M-17 -76 L-8 -88 L8 -88 L17 -76 L0 -58Z", pen.face(accent))
        .shape("M-17 -76 L17 -76 L0 -58Z", shaded(accent, 0.25))
        .shape("M-6 -76 L6 -76 L0 -58Z", lit(accent, 0.4));
    },
  },
  sunglasses: {
    width: 130,
    height: 48,
    place: "table",
    isSeveral: true,
    draw(pen, { colour, accent }) {
      pen
        .stroke("M-62 -40 L-34 -52 M62 -40 L40 -52", shaded(colour, 0.2), 5)
        .shape("M-64 -42 L-8 -42 Q-6 -2 -34 0 Q-62 0 -64 -42Z M64 -42 L8 -42 Q6 -2 34 0 Q62 0 64 -42Z", colour);
      pen
        .shape(
          "M-58 -37 L-14 -37 Q-13 -6 -34 -5 Q-56 -6 -58 -37Z M58 -37 L14 -37 Q13 -6 34 -5 Q56 -6 58 -37Z",
          pen.face(shaded(accent, 0.35)),
        )
        .stroke("M-9 -38 Q0 -44 9 -38", colour, 5);
    },
  },
  cap: {
    width: 120,
    height: 62,
    place: "table",
    draw(pen, { colour, accent }) {
      pen
        .shape("M-46 -6 C-46 -74 40 -74 42 -8 Q0 6 -46 -6Z", pen.ball(colour))
        .shape("M8 -16 C40 -24 70 -10 76 4 Q40 8 4 2Z", pen.face(accent))
        .circle(-2, -58, 4, accent)
        .stroke("M-2 -56 Q-14 -34 -12 -2", shaded(colour, 0.25), 2);
    },
  },
} as const satisfies Subjects;

import { lit, shaded } from "../colour";
import type { Pen } from "../pen";
import type { Subjects } from "./subject";

const eye = (pen: Pen, x: number, y: number, r = 3) =>
  pen.circle(x, y, r, "#1d1a18").circle(x - r * 0.3, y - r * 0.35, r * 0.32, "#ffffff");

/** Large animals, and the peacock. */
export const LARGE_ANIMALS = {
  peacock: {
    width: 190,
    height: 180,
    place: "ground",
    colour: "#1f5fa8",
    draw(pen, { colour }) {
      for (const ring of [
        { r: 150, n: 13 },
        { r: 112, n: 11 },
        { r: 78, n: 9 },
      ]) {
        for (let i = 0; i < ring.n; i++) {
          const turn = -84 + (168 / (ring.n - 1)) * i;
          pen.at(
            0,
            -26,
            1,
            () =>
              pen
                .shape(
                  `M0 0 C-16 ${-ring.r * 0.6} -13 ${-ring.r} 0 ${-ring.r - 8} C13 ${-ring.r} 16 ${-ring.r * 0.6} 0 0Z`,
                  pen.face("#1f8a6a"),
                )
                .ellipse(0, -ring.r + 8, 9, 12, "#d9a93a")
                .ellipse(0, -ring.r + 9, 6, 8, "#23a3a0")
                .circle(0, -ring.r + 10, 3.6, shaded(colour, 0.3)),
            turn,
          );
        }
      }
      pen
        .shape("M-24 2 C-32 -30 -14 -52 -8 -74 C-10 -94 10 -96 12 -80 C16 -56 30 -30 22 2Z", pen.round(colour))
        .shape("M12 -84 L24 -78 L11 -76Z", "#e9b52b")
        .stroke("M0 -92 L-6 -108 M1 -92 L1 -110 M2 -92 L8 -108", colour, 1.8);
      eye(pen, 4, -83, 2.6);
    },
  },
  elephant: {
    width: 190,
    height: 140,
    place: "ground",
    colour: "#8f97a3",
    draw(pen, { colour, accent }) {
      const dark = shaded(colour, 0.18);
      pen
        .rect(-56, -46, 26, 48, pen.round(dark), 6)
        .rect(20, -46, 26, 48, pen.round(dark), 6)
        .stroke("M-80 -86 Q-92 -60 -86 -44", dark, 5)
        .shape(
          "M-82 -62 C-86 -126 -30 -136 10 -132 C50 -130 66 -108 62 -62 C62 -40 40 -34 -10 -34 C-60 -34 -80 -40 -82 -62Z",
          pen.ball(colour),
        );
      pen
        .rect(-76, -50, 28, 52, pen.round(colour), 7)
        .rect(2, -50, 28, 52, pen.round(colour), 7)
        .shape("M-52 -132 L6 -132 L16 -78 Q-20 -66 -60 -78Z", pen.face(accent))
        .stroke("M-59 -84 Q-20 -72 14 -84", "#f0c65a", 5);
      pen
        .shape(
          "M40 -120 C62 -140 98 -128 98 -96 C98 -70 96 -30 106 -16 C110 -10 104 -4 98 -8 C82 -22 84 -50 78 -68 C56 -62 42 -80 40 -120Z",
          pen.round(colour),
        )
        .shape("M36 -122 C6 -130 8 -76 34 -66 C54 -68 56 -104 36 -122Z", pen.face(lit(colour, 0.15)))
        .stroke("M80 -66 Q92 -56 100 -62", "#f7f0df", 6);
      eye(pen, 76, -102, 3.2);
      for (const x of [-70, -60, 8, 18]) pen.ellipse(x, 0, 4, 3, lit(colour, 0.5));
    },
  },
  cow: {
    width: 180,
    height: 126,
    place: "ground",
    colour: "#f1e8dc",
    draw(pen, { colour }) {
      pen
        .rect(-54, -44, 14, 46, shaded(colour, 0.2))
        .rect(26, -44, 14, 46, shaded(colour, 0.2))
        .stroke("M-74 -84 Q-90 -60 -82 -36", shaded(colour, 0.2), 5)
        .shape(
          "M-76 -52 C-80 -98 -40 -100 0 -98 C14 -112 32 -108 40 -96 C60 -92 64 -60 56 -48 C30 -34 -60 -34 -76 -52Z",
          pen.ball(colour),
        )
        .rect(-70, -50, 15, 52, pen.round(colour))
        .rect(40, -50, 15, 52, pen.round(colour));
      pen
        .shape(
          "M-44 -94 C-20 -100 -16 -70 -34 -62 C-54 -62 -60 -86 -44 -94Z M6 -72 C20 -76 26 -54 12 -48 C-2 -50 -4 -68 6 -72Z",
          "#8a5a3c",
        )
        .stroke("M62 -118 Q54 -134 66 -140 M88 -118 Q98 -132 88 -140", "#d9c9a8", 6)
        .shape("M52 -108 C52 -124 96 -124 96 -106 C98 -90 92 -72 84 -70 C70 -70 54 -90 52 -108Z", pen.ball(colour))
        .ellipse(85, -76, 12, 8, "#e3a79c")
        .shape("M54 -112 Q36 -116 32 -104 Q44 -96 56 -102Z", shaded(colour, 0.15));
      eye(pen, 76, -104, 3.4);
    },
  },
  camel: {
    width: 180,
    height: 150,
    place: "ground",
    colour: "#c9965a",
    draw(pen, { colour, accent }) {
      for (const [x, tone] of [
        [-44, 0.25],
        [30, 0.25],
        [-58, 0],
        [42, 0],
      ] as const)
        pen.shape(`M${x} -62 h13 l-2 64 h-10Z`, shaded(colour, tone));
      pen
        .shape(
          "M-70 -66 C-70 -96 -40 -96 -28 -100 C-16 -140 14 -140 24 -100 C40 -96 48 -92 54 -96 C62 -104 58 -140 70 -150 C84 -160 104 -146 102 -138 C96 -132 86 -138 82 -132 C84 -100 76 -62 48 -56 C20 -50 -60 -46 -70 -66Z",
          pen.ball(colour),
        )
        .shape("M-32 -100 C-18 -140 16 -140 28 -100 L32 -72 L-36 -72Z", pen.face(accent))
        .stroke("M-35 -78 H31 M-34 -88 H30", "#f3dca0", 4)
        .stroke("M-68 -72 Q-80 -50 -74 -38", colour, 4);
      eye(pen, 82, -144, 2.6);
    },
  },
  horse: {
    width: 180,
    height: 150,
    place: "ground",
    colour: "#7a4a2c",
    draw(pen, { colour }) {
      const mane = shaded(colour, 0.55);
      for (const [x, tone] of [
        [-46, 0.25],
        [30, 0.25],
        [-62, 0],
        [42, 0],
      ] as const)
        pen.shape(`M${x} -62 h15 l-3 64 h-9Z`, shaded(colour, tone));
      pen
        .stroke("M-68 -84 C-92 -80 -88 -50 -92 -30", mane, 10)
        .shape(
          "M-70 -62 C-76 -100 -40 -100 0 -94 C26 -96 34 -130 58 -146 L64 -156 L70 -144 C84 -132 96 -112 100 -104 C100 -94 88 -92 82 -98 C74 -104 70 -106 66 -104 C66 -84 64 -60 50 -54 C20 -46 -60 -44 -70 -62Z",
          pen.ball(colour),
        )
        .shape("M58 -148 C36 -138 30 -112 20 -94 C34 -96 44 -112 50 -124Z", mane);
      eye(pen, 74, -126, 3);
    },
  },
  tiger: {
    width: 110,
    height: 122,
    place: "ground",
    colour: "#ea9426",
    draw(pen, { colour }) {
      pen
        .shape("M-38 2 C-44 -44 -22 -70 0 -72 C24 -70 44 -44 38 2Z", pen.round(colour))
        .shape("M-16 2 C-18 -26 -8 -46 0 -46 C8 -46 18 -26 16 2Z", "#fbf1e0")
        .circle(-30, -108, 13, colour)
        .circle(30, -108, 13, colour)
        .circle(-30, -108, 7, "#3a2317")
        .circle(30, -108, 7, "#3a2317")
        .ellipse(0, -84, 40, 34, pen.ball(colour))
        .ellipse(0, -70, 24, 17, "#fbf1e0");
      pen.stroke(
        "M0 -116 V-102 M-9 -114 L-6 -103 M9 -114 L6 -103 M-39 -86 L-26 -84 M-37 -76 L-26 -77 M39 -86 L26 -84 M37 -76 L26 -77 M-34 -34 L-22 -32 M-35 -20 L-22 -20 M34 -34 L22 -32 M35 -20 L22 -20",
        "#2f1c12",
        4,
      );
      eye(pen, -14, -90, 4);
      eye(pen, 14, -90, 4);
      pen
        .shape("M-7 -76 L7 -76 L0 -68Z", "#b5564c")
        .stroke("M0 -68 Q-6 -61 -12 -64 M0 -68 Q6 -61 12 -64", "#2f1c12", 1.8);
    },
  },
} as const satisfies Subjects;

import { lit, mix, shaded } from "../colour";
import type { Pen } from "../pen";
import type { Subjects } from "./subject";

const GLASS = "#bfe0ea";
const wheel = (pen: Pen, x: number, r: number) =>
  pen
    .circle(x, -r, r, "#22201f")
    .circle(x, -r, r * 0.55, pen.ball("#c9c7c1"))
    .circle(x, -r, r * 0.18, "#4a4744");

/** Things that drive, sail and fly. */
export const VEHICLES = {
  car: {
    width: 200,
    height: 78,
    place: "ground",
    draw(pen, { colour, isNight }) {
      const glass = isNight ? "#3c4a66" : GLASS;
      pen.shape(
        "M-98 -22 Q-98 -40 -80 -43 L-58 -46 Q-40 -76 -22 -77 L28 -77 Q44 -76 62 -47 L84 -43 Q99 -40 99 -24 L98 -16 Q97 -12 92 -12 L-92 -12 Q-98 -12 -98 -22Z",
        pen.linear([
          [0, lit(colour, 0.22)],
          [0.5, colour],
          [1, shaded(colour, 0.28)],
        ]),
      );
      pen
        .shape("M-49 -47 Q-34 -69 -20 -70 L0 -70 L0 -47Z", pen.face(glass))
        .shape("M6 -70 L26 -70 Q38 -69 51 -47 L6 -47Z", pen.face(glass))
        .air("M-34 -47 L-20 -70 L-12 -70 L-24 -47Z", "#ffffff", 0.5);
      pen
        .stroke("M3 -70 L3 -18 M-54 -44 Q-56 -24 -50 -18", shaded(colour, 0.3), 1.6)
        .rect(12, -40, 12, 3, shaded(colour, 0.4), 1.5)
        .rect(-96, -20, 192, 5, shaded(colour, 0.4), 2);
      pen.ellipse(93, -34, 6, 5, "#fff0bd").ellipse(-95, -34, 4, 5, "#c92b2b");
      if (isNight)
        pen.glow(150, -28, 90, 26, [
          [0, "#fff0bd", 0.6],
          [1, "#fff0bd", 0],
        ]);
      wheel(pen, -56, 18);
      wheel(pen, 57, 18);
    },
  },
  auto: {
    width: 150,
    height: 118,
    place: "ground",
    colour: "#f2c21a",
    draw(pen, { colour, isNight }) {
      const body = mix(colour, "#1f6e46", 0.9);
      pen.shape(
        "M-70 -58 L66 -58 C78 -44 78 -24 72 -16 L-66 -16 Q-74 -18 -74 -34Z",
        pen.linear([
          [0, lit(body, 0.2)],
          [1, shaded(body, 0.2)],
        ]),
      );
      pen
        .shape(
          "M-72 -60 C-70 -104 -58 -118 -30 -118 L28 -118 C50 -116 62 -92 68 -58 L56 -58 Q50 -92 34 -104 L-40 -104 Q-56 -100 -58 -60Z",
          pen.face(colour),
        )
        .shape("M34 -104 Q50 -92 56 -58 L20 -58 L20 -104Z", isNight ? "#3c4a66" : GLASS)
        .rect(-58, -104, 76, 46, "#2c2522", 4, 0.82);
      pen
        .rect(-56, -70, 52, 26, shaded(body, 0.35), 5)
        .rect(-72, -38, 146, 6, colour)
        .stroke("M20 -104 L20 -58", "#22201f", 4)
        .circle(74, -44, 7, "#fff0bd")
        .shape("M56 -26 Q78 -26 76 -10 L62 -8Z", shaded(body, 0.25));
      wheel(pen, -46, 17);
      wheel(pen, 62, 16);
    },
  },
  bicycle: {
    width: 150,
    height: 96,
    place: "ground",
    draw(pen, { colour }) {
      for (const x of [-44, 46]) {
        pen.stroke(`M${x} -60 a30 30 0 1 1 -0.1 0`, "#2a2725", 4.4);
        for (let i = 0; i < 6; i++)
          pen.stroke(
            `M${x} -30 L${(x + 28 * Math.cos((i * Math.PI) / 3)).toFixed(1)} ${(-30 - 28 * Math.sin((i * Math.PI) / 3)).toFixed(1)}`,
            "#8f8b85",
            0.9,
          );
      }
      pen
        .stroke("M-44 -30 L-20 -70 L32 -70 L46 -30 M32 -70 L0 -30 L-44 -30 M0 -30 L-24 -78", colour, 6)
        .stroke("M32 -70 L28 -88 L44 -92", "#2a2725", 5)
        .shape("M-38 -80 L-10 -80 Q-12 -72 -24 -74Z", "#3a2a20")
        .circle(0, -30, 7, "#3a3734");
      pen
        .shape("M36 -74 L66 -74 L62 -52 L40 -52Z", pen.face("#c99a5a"))
        .stroke("M38 -66 L64 -66 M39 -59 L63 -59", "#9a7038", 1.4);
    },
  },
  scooter: {
    width: 140,
    height: 104,
    place: "ground",
    draw(pen, { colour }) {
      wheel(pen, -44, 18);
      wheel(pen, 50, 18);
      pen
        .stroke("M50 -20 L34 -92 L20 -98", "#3a3734", 5)
        .shape(
          "M26 -84 C40 -84 46 -60 42 -30 L30 -16 L-16 -16 Q-20 -50 -58 -44 Q-72 -42 -66 -22 L-8 -16 L10 -22 Q26 -40 26 -84Z",
          pen.face(colour),
        )
        .shape("M-66 -28 C-70 -60 -20 -62 -10 -18 L-60 -18Z", pen.ball(colour))
        .rect(-56, -62, 46, 11, "#3a2a20", 5)
        .circle(38, -78, 7, "#fff0bd");
    },
  },
  bus: {
    width: 220,
    height: 104,
    place: "ground",
    draw(pen, { colour, accent, isNight }) {
      pen
        .rect(
          -108,
          -104,
          216,
          92,
          pen.linear([
            [0, lit(colour, 0.2)],
            [1, shaded(colour, 0.2)],
          ]),
          10,
        )
        .rect(-108, -46, 216, 9, accent);
      for (let i = 0; i < 6; i++) pen.rect(-100 + i * 30, -92, 25, 36, isNight ? "#ffdf94" : pen.face(GLASS), 4);
      pen.rect(82, -92, 26, 42, pen.face(GLASS), 4).circle(102, -26, 5, "#fff0bd");
      wheel(pen, -64, 19);
      wheel(pen, 66, 19);
    },
  },
  train: {
    width: 300,
    height: 84,
    place: "ground",
    draw(pen, { colour, accent, isNight }) {
      pen.rect(-180, -4, 360, 4, "#4a4744");
      for (const x of [-150, -50, 50]) {
        const front = x === 50;
        pen
          .shape(
            front ? "M50 -80 L112 -80 Q146 -74 150 -34 L150 -14 L50 -14Z" : `M${x} -80 h94 v66 h-94Z`,
            pen.linear([
              [0, lit(colour, 0.2)],
              [1, shaded(colour, 0.22)],
            ]),
          )
          .rect(x, -38, 94, 7, accent);
        for (let i = 0; i < 4; i++) pen.rect(x + 8 + i * 21, -70, 15, 22, isNight ? "#ffdf94" : GLASS, 3);
        wheel(pen, x + 20, 9);
        wheel(pen, x + 76, 9);
      }
    },
  },
  boat: {
    width: 150,
    height: 150,
    place: "water",
    draw(pen, { colour, accent, pale }) {
      pen
        .rect(-3, -146, 6, 124, "#6b4a2c")
        .shape("M6 -142 C52 -110 64 -66 62 -34 L6 -34Z", pen.face(accent))
        .shape("M-6 -128 C-36 -98 -46 -62 -46 -34 L-6 -34Z", pen.face(pale));
      pen
        .shape(
          "M-76 -28 Q0 -14 76 -30 C70 -6 56 2 44 3 L-44 3 C-58 2 -70 -8 -76 -28Z",
          pen.linear([
            [0, lit(colour, 0.15)],
            [1, shaded(colour, 0.35)],
          ]),
        )
        .stroke("M-74 -25 Q0 -11 74 -27", lit(colour, 0.5), 3);
    },
  },
  ship: {
    width: 220,
    height: 110,
    place: "water",
    draw(pen, { colour, pale, accent }) {
      pen
        .rect(-70, -66, 120, 30, pen.face(pale), 4)
        .rect(-50, -90, 76, 26, pen.face(lit(pale, 0.3)), 4)
        .rect(-24, -114, 20, 28, accent)
        .rect(6, -110, 18, 24, accent);
      for (let i = 0; i < 6; i++) pen.circle(-58 + i * 19, -50, 4, "#4f7f96");
      pen.shape(
        "M-110 -38 L112 -44 C104 -12 96 2 86 3 L-88 3 C-98 0 -108 -18 -110 -38Z",
        pen.linear([
          [0, colour],
          [1, shaded(colour, 0.35)],
        ]),
      );
    },
  },
  plane: {
    width: 220,
    height: 90,
    place: "sky",
    colour: "#f2f2f0",
    draw(pen, { colour, accent }) {
      pen
        .shape("M-92 -46 L-108 -86 L-88 -86 L-58 -48Z", accent)
        .shape(
          "M-100 -42 C-80 -62 60 -64 88 -50 Q108 -42 98 -34 C80 -24 -60 -24 -100 -42Z",
          pen.linear([
            [0, colour],
            [1, shaded(colour, 0.25)],
          ]),
        )
        .shape("M14 -40 L-40 4 L-20 4 L48 -38Z", shaded(accent, 0.15))
        .shape("M84 -50 Q96 -47 98 -42 L80 -43Z", "#3f5f78");
      for (let i = 0; i < 8; i++) pen.circle(-50 + i * 15, -46, 2.6, "#4f7f96");
    },
  },
  rocket: {
    width: 80,
    height: 170,
    place: "sky",
    draw(pen, { colour, accent, pale }) {
      pen
        .shape(
          "M-14 -24 Q0 42 14 -24Z",
          pen.linear([
            [0, "#fff1b5"],
            [0.5, "#ff9d2e"],
            [1, "#e2432f"],
          ]),
        )
        .shape("M-24 -70 L-46 -22 L-22 -32Z M24 -70 L46 -22 L22 -32Z", pen.face(accent))
        .shape("M0 -168 C36 -130 34 -66 20 -26 L-20 -26 C-34 -66 -36 -130 0 -168Z", pen.round(pale))
        .shape("M0 -168 C16 -152 24 -134 26 -118 L-26 -118 C-24 -134 -16 -152 0 -168Z", pen.round(colour))
        .circle(0, -88, 14, pen.ball(colour))
        .circle(0, -88, 9, GLASS)
        .rect(-18, -32, 36, 8, shaded(accent, 0.2), 3);
    },
  },
} as const satisfies Subjects;

import { lit, mix, shaded } from "../colour";
import type { Subjects } from "./subject";

/** Things a class looks at. */
export const LEARNING = {
  globe: {
    width: 104,
    height: 136,
    place: "table",
    colour: "#2f7fc0",
    draw(pen, { colour, accent }) {
      pen
        .ellipse(0, -2, 36, 8, shaded(accent, 0.3))
        .rect(-4, -22, 8, 20, shaded(accent, 0.2))
        .stroke("M-30 -30 A54 54 0 1 0 -6 -134", shaded(accent, 0.1), 6)
        .circle(0, -76, 46, pen.ball(colour));
      pen.clip("M-46 -76 a46 46 0 1 0 92 0 a46 46 0 1 0 -92 0Z", () =>
        pen.shape(
          "M-30 -112 C-10 -118 4 -104 -6 -94 C-14 -88 -6 -78 -16 -72 C-30 -74 -42 -90 -30 -112Z M6 -92 C22 -104 44 -92 40 -74 C34 -66 30 -48 20 -44 C8 -54 14 -70 4 -76Z M-18 -62 C-8 -64 -2 -52 -10 -38 C-18 -38 -24 -54 -18 -62Z",
          "#5fa05a",
          0.92,
        ),
      );
    },
  },
  flask: {
    width: 90,
    height: 120,
    place: "table",
    draw(pen, { colour }) {
      pen
        .shape(
          "M-13 -116 L13 -116 L13 -74 L42 -8 Q44 2 34 3 L-34 3 Q-44 2 -42 -8 L-13 -74Z",
          pen.round("#dcebee"),
          0.85,
        )
        .shape("M-24 -46 Q0 -40 24 -46 L40 -10 Q42 0 33 1 L-33 1 Q-42 0 -40 -10Z", pen.round(colour))
        .rect(-17, -122, 34, 8, "#c9dde1", 4);
      for (const [x, y, r] of [
        [-8, -24, 5],
        [10, -14, 4],
        [4, -34, 3],
        [-2, -60, 4],
        [3, -84, 3],
      ] as const)
        pen.circle(x, y, r, lit(colour, 0.5), 0.9);
    },
  },
  bulb: {
    width: 84,
    height: 128,
    place: "table",
    colour: "#ffd24a",
    draw(pen, { colour }) {
      pen.glow(0, -82, 110, 110, [
        [0, colour, 0.5],
        [1, colour, 0],
      ]);
      pen
        .shape(
          "M-18 -34 C-18 -52 -42 -60 -42 -88 C-42 -142 42 -142 42 -88 C42 -60 18 -52 18 -34Z",
          pen.ball(lit(colour, 0.25)),
        )
        .stroke("M-10 -36 L-14 -78 L0 -66 L14 -78 L10 -36", "#b5742a", 2.6)
        .rect(-18, -34, 36, 26, pen.round("#9a9da3"), 4)
        .rect(-10, -8, 20, 8, "#3a3734", 4);
    },
  },
  atom: {
    width: 130,
    height: 130,
    place: "sky",
    draw(pen, { colour, accent }) {
      for (const turn of [0, 60, 120])
        pen.at(
          0,
          -65,
          1,
          () =>
            pen
              .stroke("M-62 0 A62 22 0 1 0 62 0 A62 22 0 1 0 -62 0", accent, 4)
              .circle(62, 0, 7, pen.ball(lit(accent, 0.2))),
          turn,
        );
      pen.circle(0, -65, 17, pen.ball(colour));
    },
  },
  heart: {
    width: 110,
    height: 100,
    place: "table",
    colour: "#d9344a",
    draw(pen, { colour }) {
      pen.shape(
        "M0 2 C-70 -44 -60 -98 -28 -98 C-12 -98 -4 -88 0 -78 C4 -88 12 -98 28 -98 C60 -98 70 -44 0 2Z",
        pen.ball(colour),
      );
    },
  },
  planet: {
    width: 200,
    height: 120,
    place: "sky",
    draw(pen, { colour, accent }) {
      pen.at(
        0,
        -60,
        1,
        () => {
          pen.stroke("M-48 -14 C-120 8 -96 26 0 14", mix(accent, "#ffffff", 0.3), 9).circle(0, 0, 52, pen.ball(colour));
          pen.clip("M-52 0 a52 52 0 1 0 104 0 a52 52 0 1 0 -104 0Z", () =>
            pen.air(
              "M-60 -22 Q0 -8 60 -26 L60 -14 Q0 4 -60 -10Z M-60 14 Q0 28 60 10 L60 17 Q0 36 -60 22Z",
              shaded(colour, 0.3),
              0.5,
            ),
          );
          pen.stroke("M48 -20 C120 -16 96 16 0 24 C-40 26 -84 22 -86 12", mix(accent, "#ffffff", 0.3), 9);
        },
        -12,
      );
    },
  },
  volcano: {
    width: 220,
    height: 150,
    place: "ground",
    colour: "#6a4a44",
    draw(pen, { colour }) {
      for (const [x, y, r] of [
        [-10, -176, 30],
        [22, -190, 26],
        [0, -206, 24],
        [-28, -196, 20],
      ] as const)
        pen.circle(x, y, r, pen.ball("#b9aeb0"), 0.9);
      pen.shape("M-110 2 C-60 -30 -44 -100 -32 -142 L32 -142 C44 -100 60 -30 110 2Z", pen.face(colour)).shape(
        "M-32 -142 Q0 -156 32 -142 Q34 -130 24 -104 Q18 -126 10 -96 L6 -52 Q0 -96 -6 -110 Q-14 -70 -20 -66 Q-24 -110 -30 -130Z",
        pen.linear([
          [0, "#ffcf4a"],
          [0.5, "#f4742a"],
          [1, "#c9301f"],
        ]),
      );
    },
  },
  robot: {
    width: 100,
    height: 140,
    place: "ground",
    draw(pen, { colour, accent, pale }) {
      pen
        .stroke("M0 -122 V-138", "#5a5f66", 4)
        .circle(0, -140, 6, accent)
        .rect(-26, -22, 18, 24, "#5a5f66", 4)
        .rect(8, -22, 18, 24, "#5a5f66", 4)
        .rect(-54, -70, 14, 42, pen.round(shaded(colour, 0.2)), 7)
        .rect(40, -70, 14, 42, pen.round(shaded(colour, 0.2)), 7)
        .rect(-38, -76, 76, 58, pen.round(colour), 12)
        .rect(-34, -124, 68, 46, pen.round(lit(colour, 0.15)), 14)
        .rect(-26, -114, 52, 26, "#26303a", 11)
        .circle(-12, -101, 6, "#7fe3e0")
        .circle(12, -101, 6, "#7fe3e0")
        .rect(-18, -62, 36, 24, pale, 5)
        .circle(0, -50, 7, accent);
    },
  },
} as const satisfies Subjects;

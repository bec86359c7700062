import { lit, mix, shaded } from "../colour";
import type { Pen } from "../pen";
import type { Subjects } from "./subject";

const dome = (pen: Pen, x: number, y: number, r: number, colour: string) =>
  pen
    .shape(
      `M${x - r} ${y} C${x - r * 1.35} ${y - r * 0.9} ${x - r * 0.35} ${y - r * 1.25} ${x} ${y - r * 1.75} C${x + r * 0.35} ${y - r * 1.25} ${x + r * 1.35} ${y - r * 0.9} ${x + r} ${y}Z`,
      pen.round(colour),
    )
    .stroke(`M${x} ${y - r * 1.7} v${-r * 0.4}`, "#c9a24a", r * 0.08);
const arch = (pen: Pen, x: number, y: number, w: number, h: number, colour: string) =>
  pen.shape(
    `M${x - w / 2} ${y} v${-h * 0.6} Q${x - w / 2} ${y - h * 0.86} ${x} ${y - h} Q${x + w / 2} ${y - h * 0.86} ${x + w / 2} ${y - h * 0.6} v${h * 0.6}Z`,
    colour,
  );

/** Buildings, from a stall to a palace. */
export const BUILDINGS = {
  house: {
    width: 150,
    height: 128,
    place: "ground",
    draw(pen, { colour, accent, isNight }) {
      const pane = isNight ? "#ffd676" : "#cfe6ea";
      pen
        .rect(32, -126, 16, 40, shaded(colour, 0.25))
        .rect(-60, -76, 120, 78, pen.face(colour))
        .shape("M-76 -72 L0 -128 L76 -72 L64 -72 L64 -66 L-64 -66 L-64 -72Z", pen.face(accent))
        .rect(30, -66, 30, 68, shaded(colour, 0.14));
      pen
        .rect(-14, -42, 26, 44, pen.face(shaded(accent, 0.3)), 2)
        .rect(-46, -50, 22, 24, pane, 2)
        .rect(32, -50, 22, 24, pane, 2)
        .stroke("M-35 -50 v24 M43 -50 v24", shaded(colour, 0.35), 2)
        .circle(7, -20, 2, "#f0d27a");
    },
  },
  stall: {
    width: 170,
    height: 130,
    place: "ground",
    draw(pen, { colour, accent, pale, isNight }) {
      pen
        .rect(-72, -96, 6, 96, "#6b4a2c")
        .rect(66, -96, 6, 96, "#6b4a2c")
        .rect(-66, -92, 132, 48, isNight ? "#ffcf73" : shaded(colour, 0.5), 0, 0.9);
      for (const [i, x] of [-48, -22, 4, 30].entries())
        pen.rect(x, -66 - (i % 2) * 6, 15, 22 + (i % 2) * 6, pen.round(i % 2 ? accent : pale), 4);
      pen.rect(-80, -46, 160, 48, pen.face(colour), 3).rect(-80, -46, 160, 8, lit(colour, 0.3));
      for (let i = 0; i < 8; i++)
        pen.shape(`M${-88 + i * 22} -126 h22 v26 a11 11 0 0 1 -22 0Z`, i % 2 ? pale : pen.face(accent));
    },
  },
  temple: {
    width: 170,
    height: 190,
    place: "ground",
    colour: "#d9a066",
    draw(pen, { colour, accent }) {
      pen.rect(-80, -14, 160, 16, pen.face(shaded(colour, 0.2))).rect(-66, -70, 132, 58, pen.face(colour));
      for (const x of [-52, -26, 26, 52]) pen.rect(x - 5, -66, 10, 54, pen.round(lit(colour, 0.2)));
      arch(pen, 0, -12, 28, 52, shaded(colour, 0.6));
      pen
        .rect(-74, -78, 148, 10, shaded(colour, 0.12))
        .shape("M-44 -78 C-42 -120 -22 -160 0 -176 C22 -160 42 -120 44 -78Z", pen.round(colour))
        .stroke("M-41 -96 H41 M-35 -116 H35 M-26 -136 H26", shaded(colour, 0.22), 3)
        .circle(0, -176, 7, pen.ball("#d9a93a"))
        .stroke("M0 -180 L0 -204", "#8a6a30", 2.4)
        .shape("M0 -204 L28 -197 L0 -188Z", accent);
    },
  },
  palace: {
    width: 260,
    height: 170,
    place: "ground",
    colour: "#f0e6d8",
    draw(pen, { colour }) {
      const dark = mix(colour, "#4b3a4f", 0.62);
      for (const x of [-118, 118]) {
        pen.rect(x - 7, -130, 14, 132, pen.round(colour));
        dome(pen, x, -130, 9, colour);
      }
      pen
        .rect(-96, -84, 192, 86, pen.face(colour))
        .rect(-102, -8, 204, 10, shaded(colour, 0.1))
        .rect(-34, -98, 68, 100, pen.face(lit(colour, 0.2)));
      dome(pen, 0, -98, 36, lit(colour, 0.15));
      for (const x of [-62, 62]) dome(pen, x, -84, 16, colour);
      arch(pen, 0, -8, 40, 74, dark);
      for (const x of [-78, -52, 52, 78]) {
        arch(pen, x, -46, 15, 26, dark);
        arch(pen, x, -10, 15, 26, dark);
      }
    },
  },
  tower: {
    width: 84,
    height: 220,
    place: "ground",
    draw(pen, { colour, isNight }) {
      pen
        .rect(-36, -200, 72, 202, pen.face(colour))
        .rect(10, -200, 26, 202, shaded(colour, 0.2))
        .rect(-4, -224, 8, 24, shaded(colour, 0.3));
      for (let y = -188; y < -14; y += 18)
        for (let x = -28; x < 30; x += 15) pen.rect(x, y, 9, 10, isNight ? "#ffd676" : "#cfe6ea", 1);
    },
  },
  lighthouse: {
    width: 80,
    height: 200,
    place: "ground",
    draw(pen, { colour, pale, isNight }) {
      if (isNight)
        pen.glow(0, -168, 170, 60, [
          [0, "#fff3c0", 0.8],
          [1, "#fff3c0", 0],
        ]);
      pen
        .shape("M-20 -150 L20 -150 L32 2 L-32 2Z", pen.round(pale))
        .shape("M-22 -128 L22 -128 L25 -96 L-25 -96Z", pen.round(colour))
        .shape("M-27 -66 L27 -66 L30 -32 L-30 -32Z", pen.round(colour))
        .rect(-25, -156, 50, 8, "#35302e")
        .rect(-15, -180, 30, 25, "#ffe9a0")
        .shape("M-20 -180 L0 -202 L20 -180Z", pen.face(colour))
        .rect(-8, -22, 16, 24, "#35302e", 5);
    },
  },
  tent: {
    width: 140,
    height: 90,
    place: "ground",
    draw(pen, { colour, isNight }) {
      pen
        .shape("M-70 2 L-10 -90 L30 2Z", pen.face(colour))
        .shape("M-10 -90 L30 2 L72 -4Z", shaded(colour, 0.25))
        .shape("M-10 -90 L-26 2 L10 2Z", isNight ? "#ffd676" : shaded(colour, 0.55));
    },
  },
  windmill: {
    width: 150,
    height: 190,
    place: "ground",
    draw(pen, { colour, pale, accent }) {
      pen
        .shape("M-20 -116 L20 -116 L34 2 L-34 2Z", pen.round(pale))
        .shape("M-26 -114 Q0 -146 26 -114Z", pen.face(colour))
        .rect(-9, -26, 18, 28, shaded(accent, 0.3), 8);
      for (let i = 0; i < 4; i++)
        pen.at(
          0,
          -118,
          1,
          () => pen.rect(-2, -78, 4, 78, "#6b4a2c").rect(2, -76, 17, 54, pen.face(lit(colour, 0.5))),
          20 + i * 90,
        );
    },
  },
  bridge: {
    width: 320,
    height: 120,
    place: "water",
    draw(pen, { colour }) {
      pen
        .rect(-86, -120, 12, 122, pen.round(colour))
        .rect(74, -120, 12, 122, pen.round(colour))
        .rect(-160, -34, 320, 10, pen.face(shaded(colour, 0.15)))
        .stroke("M-160 -40 Q-120 -60 -80 -118 Q0 -10 80 -118 Q120 -60 160 -40", colour, 4);
      for (let x = -60; x <= 60; x += 15)
        pen.stroke(`M${x} -34 V${(-42 - (x / 80) ** 2 * 70).toFixed(1)}`, colour, 1.6);
    },
  },
} as const satisfies Subjects;

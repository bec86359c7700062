import { lit, mix, shaded } from "../colour";
import { ACROSS } from "../pen";
import type { Subjects } from "./subject";

/** Things of festivals and of the sky. */
export const FESTIVE = {
  diya: {
    width: 96,
    height: 76,
    place: "table",
    colour: "#b5562b",
    draw(pen, { colour, accent }) {
      pen.glow(18, -52, 150, 130, [
        [0, "#ffcf70", 0.75],
        [0.35, "#ffb84a", 0.28],
        [1, "#ff9d2e", 0],
      ]);
      pen
        .shape("M-50 -34 Q0 -22 52 -40 C48 -8 26 2 0 3 C-26 2 -46 -10 -50 -34Z", pen.round(colour))
        .shape("M-50 -34 Q-16 -46 26 -42 L52 -40 Q0 -22 -50 -34Z", shaded(colour, 0.4))
        .shape("M-40 -33 Q-8 -41 34 -38 Q0 -26 -40 -33Z", "#d9982e")
        .stroke("M-40 -18 Q0 -6 42 -22", lit(accent, 0.3), 3);
      for (const x of [-24, -6, 12, 28]) pen.circle(x, -11 - Math.abs(x - 2) * 0.06, 2.4, lit(accent, 0.4));
      pen
        .shape(
          "M30 -36 C14 -54 26 -66 30 -84 C38 -66 46 -52 30 -36Z",
          pen.linear([
            [0, "#ff8a1f"],
            [0.6, "#ffc23d"],
            [1, "#fff4c4"],
          ]),
        )
        .ellipse(30, -45, 4, 8, "#fffbe6", 0.9);
    },
  },
  lantern: {
    width: 74,
    height: 150,
    place: "sky",
    draw(pen, { colour, accent }) {
      pen.glow(0, -70, 120, 120, [
        [0, "#ffd98a", 0.6],
        [1, "#ffd98a", 0],
      ]);
      pen
        .stroke("M0 -150 V-116", "#3a2c20", 2)
        .rect(-16, -118, 32, 9, shaded(accent, 0.3), 3)
        .shape("M-18 -110 L18 -110 L36 -74 L18 -34 L-18 -34 L-36 -74Z", pen.face(colour))
        .shape(
          "M-9 -110 L9 -110 L14 -74 L9 -34 L-9 -34 L-14 -74Z",
          pen.radial([
            [0, "#fff0bd"],
            [1, mix(colour, "#ffd676", 0.55)],
          ]),
        )
        .rect(-16, -36, 32, 8, shaded(accent, 0.3), 3);
      for (const x of [-10, 0, 10]) pen.stroke(`M${x} -28 L${x * 1.3} 0`, accent, 3);
    },
  },
  kite: {
    width: 110,
    height: 160,
    place: "sky",
    draw(pen, { colour, accent, pale, random }) {
      const other = random.fork("kite").chance(0.5) ? pale : mix(colour, pale, 0.55);
      pen.at(
        0,
        -80,
        1,
        () => {
          pen
            .stroke("M0 62 C10 90 -16 110 6 160", "#fff8e8", 1.2, 0.8)
            .shape("M0 -72 L-48 -8 L0 -8Z", pen.face(colour))
            .shape("M0 -72 L48 -8 L0 -8Z", accent)
            .shape("M0 60 L-48 -8 L0 -8Z", shaded(accent, 0.06))
            .shape("M0 60 L48 -8 L0 -8Z", other)
            .shape("M0 56 L-14 78 L0 72 L14 78Z", colour);
        },
        14,
      );
    },
  },
  umbrella: {
    width: 180,
    height: 190,
    place: "ground",
    colour: "#ffb31a",
    draw(pen, { colour, pale }) {
      pen.stroke("M0 -186 V-22 C0 4 -34 4 -34 -20", pale, 7);
      pen.shape(
        "M-90 -84 C-88 -140 -48 -178 0 -178 C48 -178 88 -140 90 -84 C78 -102 56 -102 45 -84 C34 -102 11 -102 0 -84 C-11 -102 -34 -102 -45 -84 C-56 -102 -78 -102 -90 -84Z",
        pen.treatment === "flat"
          ? colour
          : pen.linear(
              [
                [0, lit(colour, 0.25)],
                [0.45, colour],
                [1, shaded(colour, 0.24)],
              ],
              ACROSS,
            ),
      );
      pen
        .stroke("M-45 -86 C-44 -130 -22 -168 0 -178 C22 -168 44 -130 45 -86", shaded(colour, 0.18), 2.4, 0.8)
        .stroke("M0 -178 V-192", pale, 6);
    },
  },
  balloon: {
    width: 80,
    height: 170,
    place: "sky",
    draw(pen, { colour }) {
      pen
        .stroke("M0 -74 C10 -50 -10 -26 0 2", "#f6efe2", 1.8)
        .shape("M-7 -68 L7 -68 L0 -80Z", shaded(colour, 0.2))
        .shape("M0 -76 C-54 -96 -46 -168 0 -170 C46 -168 54 -96 0 -76Z", pen.ball(colour))
        .air("M-26 -146 C-20 -158 -10 -160 -6 -158 C-18 -152 -24 -140 -24 -130Z", "#ffffff", 0.55);
    },
  },
  airballoon: {
    width: 130,
    height: 180,
    place: "sky",
    draw(pen, { colour, accent, pale }) {
      pen
        .stroke("M-22 -66 L-14 -28 M22 -66 L14 -28 M0 -64 V-28", "#6b4a2c", 2)
        .rect(-16, -30, 32, 30, pen.round("#a9753f"), 5)
        .shape("M0 -180 C-84 -176 -78 -98 -24 -62 L24 -62 C78 -98 84 -176 0 -180Z", pen.round(colour))
        .shape("M0 -180 C-44 -174 -44 -98 -13 -62 L13 -62 C44 -98 44 -174 0 -180Z", pen.round(accent))
        .shape("M0 -180 C-16 -172 -18 -100 -5 -62 L5 -62 C18 -100 16 -172 0 -180Z", pen.round(pale));
    },
  },
  garland: {
    width: 260,
    height: 100,
    place: "sky",
    colour: "#f39a1c",
    draw(pen, { colour }) {
      for (let i = 0; i <= 22; i++) {
        const x = -126 + i * 11.45;
        pen.circle(
          x,
          -96 + Math.sin((i / 22) * Math.PI * 2 - Math.PI / 2) * 22 + 24,
          9,
          pen.ball(i % 3 ? colour : "#e2612a"),
        );
      }
      for (const x of [-126, 0, 126])
        for (let i = 0; i < 6; i++) pen.circle(x, -90 + i * 14, 8, pen.ball(i % 2 ? "#f7c53a" : colour));
    },
  },
  star: {
    width: 90,
    height: 90,
    place: "sky",
    colour: "#f6c945",
    draw(pen, { colour }) {
      pen.glow(0, -46, 90, 90, [
        [0, colour, 0.4],
        [1, colour, 0],
      ]);
      pen.shape("M0 -92 L12 -58 L46 -57 L19 -36 L28 -3 L0 -22 L-28 -3 L-19 -36 L-46 -57 L-12 -58Z", pen.face(colour));
    },
  },
  crescent: {
    width: 130,
    height: 140,
    place: "sky",
    colour: "#f4e3b0",
    draw(pen, { colour }) {
      pen.glow(0, -70, 130, 130, [
        [0, colour, 0.4],
        [1, colour, 0],
      ]);
      pen.shape("M30 -136 A68 68 0 1 0 46 -26 A54 54 0 1 1 30 -136Z", pen.face(colour));
    },
  },
  pumpkin: {
    width: 100,
    height: 80,
    place: "table",
    colour: "#e8842a",
    draw(pen, { colour }) {
      pen.stroke("M0 -62 q2 -12 10 -16", "#4f7a3a", 8);
      for (const [x, rx] of [
        [-30, 22],
        [30, 22],
        [-15, 22],
        [15, 22],
        [0, 20],
      ] as const)
        pen.ellipse(x, -33, rx, 34, pen.ball(colour));
    },
  },
} as const satisfies Subjects;

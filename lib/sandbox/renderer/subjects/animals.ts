import { lit, mix, shaded } from "../colour";
import type { Pen } from "../pen";
import type { Subjects } from "./subject";

const eye = (pen: Pen, x: number, y: number, r = 3) =>
  pen.circle(x, y, r, "#1d1a18").circle(x - r * 0.3, y - r * 0.35, r * 0.32, "#ffffff");

/** Small animals, seated, flying or swimming. */
export const ANIMALS = {
  cat: {
    width: 90,
    height: 118,
    place: "ground",
    colour: "#8a7f78",
    draw(pen, { colour }) {
      pen
        .stroke("M30 -10 C62 -10 58 -48 46 -56", shaded(colour, 0.15), 12)
        .shape("M-32 2 C-38 -40 -20 -70 0 -72 C20 -70 38 -40 32 2Z", pen.round(colour))
        .shape("M-14 2 C-16 -26 -8 -44 0 -44 C8 -44 16 -26 14 2Z", lit(colour, 0.5));
      pen
        .shape("M-30 -116 L-26 -82 L-8 -98Z M30 -116 L26 -82 L8 -98Z", colour)
        .shape("M-27 -108 L-24 -90 L-14 -98Z M27 -108 L24 -90 L14 -98Z", "#e8a7a0")
        .ellipse(0, -82, 31, 26, pen.ball(colour));
      eye(pen, -12, -86, 4);
      eye(pen, 12, -86, 4);
      pen
        .shape("M-4 -76 L4 -76 L0 -71Z", "#c9736d")
        .stroke(
          "M0 -71 Q-6 -65 -10 -69 M0 -71 Q6 -65 10 -69 M-18 -74 L-40 -78 M-18 -70 L-38 -66 M18 -74 L40 -78 M18 -70 L38 -66",
          "#3a322e",
          1.3,
        );
    },
  },
  dog: {
    width: 100,
    height: 122,
    place: "ground",
    colour: "#c08a52",
    draw(pen, { colour }) {
      pen
        .stroke("M32 -14 C54 -20 58 -36 56 -46", colour, 10)
        .shape("M-34 2 C-38 -40 -22 -68 0 -70 C24 -68 40 -40 34 2Z", pen.round(colour))
        .shape("M-14 2 C-18 -28 -8 -50 0 -52 C10 -50 18 -28 14 2Z", lit(colour, 0.55))
        .ellipse(0, -86, 30, 30, pen.ball(colour))
        .ellipse(0, -74, 17, 14, lit(colour, 0.5));
      pen.shape(
        "M-26 -108 C-48 -108 -46 -72 -34 -66 C-28 -72 -24 -90 -26 -108Z M26 -108 C48 -108 46 -72 34 -66 C28 -72 24 -90 26 -108Z",
        shaded(colour, 0.35),
      );
      eye(pen, -11, -92, 3.6);
      eye(pen, 11, -92, 3.6);
      pen
        .ellipse(0, -80, 6, 4.4, "#1d1a18")
        .stroke("M0 -76 Q-6 -68 -11 -71 M0 -76 Q6 -68 11 -71", "#1d1a18", 1.6)
        .shape("M-4 -70 Q0 -58 4 -70Z", "#d9626a")
        .rect(-20, -60, 40, 6, "#c92b3b", 3);
    },
  },
  fox: {
    width: 120,
    height: 122,
    place: "ground",
    colour: "#de6b26",
    draw(pen, { colour }) {
      pen
        .shape("M22 2 C70 6 84 -38 58 -66 C62 -36 40 -22 24 -24Z", pen.face(colour))
        .shape("M58 -66 C70 -52 72 -38 66 -26 C60 -38 58 -50 58 -66Z", "#fdf3e6")
        .shape("M-30 2 C-36 -38 -18 -68 0 -70 C20 -68 36 -38 30 2Z", pen.round(colour))
        .shape("M-13 2 C-20 -30 -10 -56 0 -58 C10 -56 20 -30 13 2Z", "#fdf3e6");
      pen
        .shape("M-34 -122 L-30 -84 L-6 -100Z M34 -122 L30 -84 L6 -100Z", shaded(colour, 0.1))
        .shape("M-31 -114 L-28 -92 L-15 -101Z M31 -114 L28 -92 L15 -101Z", "#4a2a1c")
        .shape("M-36 -90 C-30 -108 30 -108 36 -90 C30 -70 10 -58 0 -54 C-10 -58 -30 -70 -36 -90Z", pen.ball(colour))
        .shape(
          "M-36 -90 C-26 -88 -10 -84 -3 -66 L0 -54 C-10 -58 -30 -70 -36 -90Z M36 -90 C26 -88 10 -84 3 -66 L0 -54 C10 -58 30 -70 36 -90Z",
          "#fdf3e6",
        );
      eye(pen, -13, -86, 3.6);
      eye(pen, 13, -86, 3.6);
      pen.ellipse(0, -57, 5, 4, "#1d1a18");
    },
  },
  bird: {
    width: 110,
    height: 84,
    place: "sky",
    draw(pen, { colour, accent }) {
      pen
        .shape("M-30 -40 L-74 -56 L-66 -36 L-76 -26 L-34 -26Z", shaded(colour, 0.25))
        .shape(
          "M-40 -38 C-30 -66 14 -72 30 -62 C38 -74 62 -68 58 -50 L72 -46 L57 -42 C52 -10 -20 -6 -40 -30Z",
          pen.ball(colour),
        )
        .shape("M56 -53 L74 -46 L56 -42Z", "#e9a52b")
        .shape("M-8 -46 C-4 -92 -44 -92 -58 -84 C-44 -74 -44 -40 -8 -34Z", pen.face(accent))
        .shape("M20 -30 C36 -26 50 -32 56 -44 C54 -16 10 -10 -10 -18Z", lit(colour, 0.45));
      eye(pen, 44, -56, 3.2);
    },
  },
  rabbit: {
    width: 84,
    height: 136,
    place: "ground",
    colour: "#ece4dc",
    draw(pen, { colour }) {
      pen
        .ellipse(-13, -112, 9, 26, pen.round(colour))
        .ellipse(13, -112, 9, 26, pen.round(colour))
        .ellipse(-13, -110, 4.6, 19, "#eeb3ae")
        .ellipse(13, -110, 4.6, 19, "#eeb3ae")
        .circle(32, -12, 11, lit(colour, 0.4))
        .ellipse(0, -28, 34, 31, pen.ball(colour))
        .ellipse(0, -72, 27, 24, pen.ball(colour));
      eye(pen, -10, -76, 3.6);
      eye(pen, 10, -76, 3.6);
      pen
        .ellipse(0, -67, 4, 3, "#d98a86")
        .ellipse(-16, 0, 13, 6, lit(colour, 0.3))
        .ellipse(16, 0, 13, 6, lit(colour, 0.3));
    },
  },
  owl: {
    width: 84,
    height: 112,
    place: "ground",
    colour: "#8a6a4a",
    draw(pen, { colour, accent }) {
      pen
        .shape("M-38 -104 L-20 -96 Q0 -104 20 -96 L38 -104 C46 -60 44 0 0 2 C-44 0 -46 -60 -38 -104Z", pen.ball(colour))
        .ellipse(0, -34, 25, 30, lit(colour, 0.45))
        .circle(-16, -76, 17, lit(colour, 0.6))
        .circle(16, -76, 17, lit(colour, 0.6));
      eye(pen, -15, -76, 8);
      eye(pen, 15, -76, 8);
      pen.shape("M-6 -66 L6 -66 L0 -54Z", accent);
    },
  },
  fish: {
    width: 130,
    height: 80,
    place: "water",
    draw(pen, { colour, accent }) {
      pen
        .shape("M-34 -40 L-74 -70 Q-62 -40 -74 -10Z", pen.face(accent))
        .shape("M-10 -66 Q10 -92 34 -66Z M0 -14 Q10 6 26 -14Z", accent)
        .shape("M-44 -40 C-20 -76 40 -80 62 -40 C40 0 -20 -4 -44 -40Z", pen.ball(colour))
        .stroke("M26 -64 Q16 -40 26 -16", shaded(colour, 0.3), 2.4)
        .stroke("M-14 -56 q8 6 0 14 M-2 -48 q8 6 0 14 M-16 -38 q8 6 0 14", mix(colour, "#ffffff", 0.5), 2);
      eye(pen, 42, -48, 4.4);
    },
  },
  butterfly: {
    width: 120,
    height: 100,
    place: "sky",
    draw(pen, { colour, accent }) {
      for (const side of [-1, 1] as const)
        pen.at(0, -50, [side, 1], () =>
          pen
            .shape("M2 -6 C20 -56 66 -56 60 -22 C56 0 26 6 2 2Z", pen.face(colour))
            .shape("M2 2 C26 4 50 14 42 36 C32 52 8 36 2 8Z", pen.face(shaded(colour, 0.2)))
            .circle(42, -28, 8, accent)
            .circle(30, 26, 6, accent),
        );
      pen.ellipse(0, -48, 4, 26, "#2b2320").stroke("M0 -72 Q-8 -90 -16 -92 M0 -72 Q8 -90 16 -92", "#2b2320", 1.8);
    },
  },
} as const satisfies Subjects;

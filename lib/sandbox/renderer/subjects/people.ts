import { lit, mix, shaded } from "../colour";
import type { Pen } from "../pen";
import type { Look, Subjects } from "./subject";

const SKINS = ["#a9683f", "#8a5230", "#c28653", "#6f4026"] as const;
const HAIR = "#1f1715";

function head(pen: Pen, look: Look, y: number, hasBun: boolean): string {
  const skin = look.random.fork("skin").pick(SKINS);
  if (hasBun) pen.circle(-13, y - 8, 9, HAIR);
  pen
    .rect(-4, y + 8, 8, 14, shaded(skin, 0.2))
    .ellipse(0, y, 12, 14, pen.ball(skin))
    .shape(
      `M-13 ${y + 2} C-16 ${y - 22} 16 ${y - 22} 13 ${y + 1} C9 ${y - 8} 0 ${y - 9} -6 ${y - 8} C-10 ${y - 6} -11 ${y - 2} -13 ${y + 2}Z`,
      HAIR,
    );
  return skin;
}

/** Whole figures, simply drawn. */
export const PEOPLE = {
  woman: {
    width: 80,
    height: 170,
    place: "ground",
    draw(pen, look) {
      const { colour, accent } = look;
      pen.shape("M-20 -118 C-30 -60 -40 -20 -38 2 Q0 10 38 2 C40 -20 28 -60 20 -118Z", pen.round(colour));
      const skin = head(pen, look, -148, true);
      pen
        .stroke("M-20 -112 Q-34 -84 -24 -62 M20 -112 Q34 -84 16 -68", skin, 8)
        .shape("M-21 -118 Q0 -128 21 -118 L18 -92 L-18 -92Z", pen.face(accent))
        .shape("M-21 -119 C-6 -124 2 -110 22 -74 L32 -60 C14 -62 -14 -84 -24 -100Z", pen.face(lit(colour, 0.2)))
        .stroke("M-37 -4 Q0 4 37 -4", accent, 5)
        .stroke("M-10 -60 Q-14 -20 -14 4 M4 -62 Q6 -20 8 5", shaded(colour, 0.25), 2);
    },
  },
  man: {
    width: 70,
    height: 172,
    place: "ground",
    draw(pen, look) {
      const { colour, pale } = look;
      pen.shape("M-20 -60 L-18 0 L-4 0 L0 -50 L4 0 L18 0 L20 -60Z", pen.face(mix(pale, "#d8cdb8", 0.5)));
      const skin = head(pen, look, -150, false);
      pen
        .stroke("M-24 -112 Q-34 -84 -30 -60 M24 -112 Q34 -84 30 -60", skin, 9)
        .shape("M-26 -118 Q0 -132 26 -118 L27 -40 Q0 -34 -27 -40Z", pen.round(colour))
        .stroke("M-26 -114 L-31 -84 M26 -114 L31 -84", colour, 13)
        .stroke("M0 -122 L0 -92", lit(colour, 0.4), 2.4)
        .rect(-19, -3, 16, 6, "#3a2a20", 3)
        .rect(3, -3, 16, 6, "#3a2a20", 3);
    },
  },
  child: {
    width: 60,
    height: 118,
    place: "ground",
    draw(pen, look) {
      const { colour, accent } = look;
      pen.rect(-15, -36, 11, 38, shaded(accent, 0.4), 4).rect(4, -36, 11, 38, shaded(accent, 0.4), 4);
      const skin = head(pen, look, -92, false);
      pen
        .stroke("M-18 -70 Q-34 -86 -36 -102 M18 -70 Q32 -60 34 -46", skin, 7)
        .shape("M-20 -74 Q0 -82 20 -74 L19 -32 Q0 -28 -19 -32Z", pen.round(colour))
        .rect(-19, -56, 38, 7, accent);
    },
  },
} as const satisfies Subjects;

import { lit, mix, shaded } from "../colour";
import type { Pen } from "../pen";
import type { Subjects } from "./subject";

const leaf = (pen: Pen, x: number, y: number, turn: number, colour = "#2f7d3b") =>
  pen.at(
    x,
    y,
    1,
    () =>
      pen
        .shape("M0 0 C8 -12 26 -14 38 -6 C28 6 10 8 0 0Z", pen.face(colour))
        .stroke("M2 -1 Q18 -6 34 -6", shaded(colour, 0.25), 1),
    turn,
  );
const stem = (pen: Pen, x: number, y: number) => pen.stroke(`M${x} ${y} q1 -6 5 -10`, "#5a4023", 3);

/** Fruit and vegetables. */
export const FRUIT = {
  mango: {
    width: 86,
    height: 70,
    place: "table",
    colour: "#f4b41f",
    draw(pen, { colour }) {
      pen.shape(
        "M-40 -30 C-42 -62 -10 -74 14 -66 C40 -58 50 -34 40 -18 C32 -2 10 4 -10 2 C-30 0 -39 -14 -40 -30Z",
        pen.ball(colour),
      );
      pen.air("M-40 -30 C-42 -62 -10 -74 14 -66 C-4 -56 -20 -30 -24 -4 C-34 -8 -39 -18 -40 -30Z", "#e5532a", 0.28);
      stem(pen, 12, -66);
      leaf(pen, 16, -74, -8);
    },
  },
  orange: {
    width: 66,
    height: 66,
    place: "table",
    colour: "#f28a1c",
    draw(pen, { colour }) {
      pen.circle(0, -32, 33, pen.ball(colour)).circle(2, -60, 2.6, shaded(colour, 0.5));
      leaf(pen, 3, -62, -14);
    },
  },
  lemon: {
    width: 80,
    height: 58,
    place: "table",
    colour: "#f2d21b",
    draw(pen, { colour }) {
      pen.shape(
        "M-42 -28 C-36 -32 -34 -56 0 -57 C32 -57 34 -34 42 -30 C44 -28 44 -26 41 -24 C34 -20 30 1 0 1 C-32 1 -36 -22 -42 -26Z",
        pen.ball(colour),
      );
      leaf(pen, -8, -56, -12);
    },
  },
  apple: {
    width: 70,
    height: 74,
    place: "table",
    colour: "#cf2a2e",
    draw(pen, { colour }) {
      pen.shape(
        "M0 -58 C14 -70 38 -62 37 -36 C36 -14 18 2 6 2 Q0 0 -6 2 C-18 2 -36 -14 -37 -36 C-38 -62 -14 -70 0 -58Z",
        pen.ball(colour),
      );
      stem(pen, 0, -58);
      leaf(pen, 4, -66, -16);
    },
  },
  banana: {
    width: 104,
    height: 60,
    place: "table",
    colour: "#f3cf3a",
    draw(pen, { colour }) {
      pen.shape("M-50 -46 C-34 -8 20 -4 46 -40 L52 -46 L54 -38 C44 6 -40 22 -58 -40Z", pen.face(shaded(colour, 0.14)));
      pen
        .shape("M-48 -56 C-30 -20 22 -16 48 -50 L52 -56 L56 -50 C48 -4 -34 8 -56 -50Z", pen.face(colour))
        .stroke("M-46 -48 C-26 -12 24 -10 50 -46", shaded(colour, 0.22), 1.6);
      pen.circle(53, -54, 4, "#6b4a1e").circle(-52, -53, 4, "#6b4a1e");
    },
  },
  grapes: {
    width: 66,
    height: 80,
    place: "table",
    isSeveral: true,
    colour: "#6b3a86",
    draw(pen, { colour }) {
      stem(pen, 0, -70);
      for (const [row, count] of [
        [0, 4],
        [1, 3],
        [2, 4],
        [3, 3],
        [4, 2],
        [5, 1],
      ] as const)
        for (let i = 0; i < count; i++) pen.circle((i - (count - 1) / 2) * 17, -62 + row * 12, 10, pen.ball(colour));
      leaf(pen, 2, -74, 4);
    },
  },
  watermelon: {
    width: 110,
    height: 64,
    place: "table",
    colour: "#e2434d",
    draw(pen, { colour }) {
      pen
        .shape("M-56 -56 A56 56 0 0 0 56 -56Z", pen.face("#2f7d3b"))
        .shape("M-51 -56 A51 51 0 0 0 51 -56Z", "#e9f2c8")
        .shape("M-46 -56 A46 46 0 0 0 46 -56Z", pen.face(colour));
      for (const [x, y] of [
        [-26, -46],
        [-10, -38],
        [8, -46],
        [24, -40],
        [-2, -24],
        [14, -26],
        [-18, -28],
      ] as const)
        pen.ellipse(x, y, 2, 3.4, "#2a1512");
    },
  },
  coconut: {
    width: 74,
    height: 72,
    place: "table",
    colour: "#7a5230",
    draw(pen, { colour }) {
      pen
        .circle(0, -36, 37, pen.ball(colour))
        .ellipse(2, -58, 27, 13, "#f8f2e4")
        .ellipse(2, -57, 20, 8, pen.face("#e7ddc6"));
      pen.stroke("M8 -58 L26 -92", "#e2434d", 4);
    },
  },
  tomato: {
    width: 70,
    height: 58,
    place: "table",
    colour: "#d9382b",
    draw(pen, { colour }) {
      pen.shape(
        "M-35 -28 C-36 -52 -14 -58 0 -53 C14 -58 36 -52 35 -28 C34 -6 16 2 0 2 C-16 2 -34 -6 -35 -28Z",
        pen.ball(colour),
      );
      pen.shape("M0 -50 L-16 -58 L-6 -48 L-14 -40 L0 -46 L13 -40 L7 -49 L16 -57Z", "#2f7d3b");
    },
  },
  chilli: {
    width: 92,
    height: 34,
    place: "table",
    colour: "#cf2a2e",
    draw(pen, { colour }) {
      pen
        .shape("M-36 -26 C-16 -34 24 -28 48 -2 C20 -6 -16 2 -36 -10Z", pen.face(colour))
        .shape("M-38 -28 Q-30 -26 -32 -9 L-40 -10Z", "#2f7d3b")
        .stroke("M-39 -19 Q-50 -20 -54 -28", "#2f7d3b", 4);
      pen.air("M-30 -22 C-12 -28 14 -22 30 -12 C10 -18 -12 -20 -30 -18Z", lit(colour, 0.5), 0.5);
    },
  },
  carrot: {
    width: 104,
    height: 40,
    place: "table",
    colour: "#ee7f22",
    draw(pen, { colour }) {
      for (const turn of [-24, -8, 10, 26])
        pen.at(-34, -18, 0.9, () => pen.shape("M0 0 C-10 -8 -24 -8 -34 -2 C-24 6 -10 6 0 0Z", "#3c8f45"), turn);
      pen.shape("M-36 -32 C-10 -34 30 -24 56 -12 C30 -6 -10 0 -36 -2 Q-44 -16 -36 -32Z", pen.face(colour));
      for (const x of [-20, 0, 18]) pen.stroke(`M${x} -28 q3 5 1 9`, shaded(colour, 0.2), 1.6);
    },
  },
  pomegranate: {
    width: 72,
    height: 80,
    place: "table",
    colour: "#b3243f",
    draw(pen, { colour }) {
      pen
        .shape("M-8 -66 L-12 -82 L-3 -75 L0 -84 L4 -75 L12 -82 L8 -66Z", shaded(colour, 0.1))
        .circle(0, -35, 36, pen.ball(colour));
      pen.shape("M6 -50 C24 -48 28 -24 14 -12 C2 -18 -2 -38 6 -50Z", "#f4d9b2");
      for (const [x, y] of [
        [10, -42],
        [17, -38],
        [8, -33],
        [16, -29],
        [11, -23],
        [17, -21],
      ] as const)
        pen.circle(x, y, 4.4, pen.ball(mix(colour, "#ff4d5e", 0.4)));
    },
  },
} as const satisfies Subjects;

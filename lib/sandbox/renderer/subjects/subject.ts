import type { Pen } from "../pen";
import type { Random } from "../prng";

/** The colours one thing is drawn in, and its own source of chance. */
export interface Look {
  colour: string;
  accent: string;
  pale: string;
  random: Random;
  isNight: boolean;
}

/** Something that can be placed in a scene. It stands on (0, 0) and rises towards negative y. */
export interface Subject {
  width: number;
  height: number;
  place: "table" | "ground" | "sky" | "water";
  /** Its colour where the prompt names none; left out, the palette decides. */
  colour?: string;
  /** One drawing stands for several, or for a pair. */
  isSeveral?: boolean;
  draw(pen: Pen, look: Look): void;
}

export type Subjects = Readonly<Record<string, Subject>>;

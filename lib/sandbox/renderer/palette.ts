import { distance, dyed, hexOf, lit, mix, oklchOf, shaded, turned } from "./colour";
import type { Time, Weather } from "./lexicon/settings";
import type { Random } from "./prng";
import type { Wish } from "./read-prompt";

/** All colours of one picture. */
export interface Palette {
  time: Time;
  isNight: boolean;
  /** From the zenith to the horizon. */
  sky: readonly [string, string, string];
  /** The same sky before any named colour dyed it. */
  openSky: readonly [string, string, string];
  sun: string;
  haze: string;
  far: string;
  near: string;
  ground: string;
  water: string;
  wall: string;
  floor: string;
  /** For things whose colour nobody named. */
  accents: readonly [string, string, string];
  pale: string;
  ink: string;
}

type Outdoors = Pick<Palette, "sky" | "openSky" | "sun" | "haze" | "far" | "near" | "ground" | "water">;

const LIGHT: Readonly<Record<Time, Omit<Outdoors, "openSky">>> = {
  dawn: {
    sky: ["#7f9cc0", "#d5b4bd", "#fbe0bf"],
    sun: "#fff1cf",
    haze: "#f2ddd0",
    far: "#a9a3bd",
    near: "#3f4a5c",
    ground: "#8a8f6c",
    water: "#8fa9b8",
  },
  day: {
    sky: ["#3f8fd2", "#86c1e6", "#e2f1ef"],
    sun: "#fff6d6",
    haze: "#e3efe9",
    far: "#8fb0b5",
    near: "#1f5a45",
    ground: "#86ac5c",
    water: "#2f86ae",
  },
  sunset: {
    sky: ["#3c3a76", "#b65b86", "#ffab63"],
    sun: "#fff0c2",
    haze: "#f6b48a",
    far: "#96668f",
    near: "#2d2140",
    ground: "#6b4a56",
    water: "#8c5478",
  },
  night: {
    sky: ["#0a0f2c", "#1b2658", "#454a86"],
    sun: "#f4efd9",
    haze: "#3a4378",
    far: "#2f3a6e",
    near: "#0c1026",
    ground: "#161c3a",
    water: "#182452",
  },
};

/** Wall, floor and three accents that sit well together; the words of the prompt choose. */
const SETS: readonly [Set5, ...Set5[]] = [
  ["#d9b096", "#efdccf", "#c9761c", "#24506b", "#a33b2a"],
  ["#cfd2c3", "#e3e4da", "#b4541e", "#1f4d3f", "#e9a227"],
  ["#a4ae46", "#b7bf60", "#d9552b", "#26306e", "#f4efe4"],
  ["#1246c4", "#1d74e2", "#f5bd1c", "#e8622c", "#f4efe4"],
  ["#e0b22e", "#ebc95f", "#0f7d6b", "#b3322c", "#2b2a5c"],
  ["#ee8fa5", "#f7c8cf", "#b3243f", "#1f4f6b", "#f5bd1c"],
  ["#0f5c56", "#17766c", "#ffb31a", "#f0e6cf", "#e2603a"],
  ["#b9a6d8", "#d8cdeb", "#5b3f93", "#e9722e", "#f7f0df"],
  ["#9cc9e3", "#d5e9f1", "#e2602a", "#1f3f74", "#f5bd1c"],
  ["#c8653f", "#e2946f", "#f6e7cf", "#24506b", "#f2b233"],
];
type Set5 = readonly [string, string, string, string, string];

/** A wall that lets a thing of this colour stand out while the picture stays of its hue. */
function wallFor(colour: string): string {
  const { l, c, h } = oklchOf(colour);
  if (c < 0.045) return l > 0.75 ? "#c4beb4" : "#b9b6b0";
  return l > 0.62
    ? hexOf({ l: Math.min(l + 0.1, 0.91), c: c * 0.62, h })
    : hexOf({ l: 0.79, c: Math.min(c * 0.62, 0.12), h });
}

function weathered(time: Time, weather: readonly Weather[]): Outdoors {
  const light = LIGHT[time];
  const sky = weather.includes("rain")
    ? light.sky.map((colour) => mix(colour, time === "night" ? "#1d2636" : "#7d8b99", 0.55))
    : light.sky;
  const snow = (colour: string) =>
    weather.includes("snow") ? mix(colour, time === "night" ? "#8fa3c4" : "#eef3f8", 0.72) : colour;
  const open = sky as [string, string, string];
  return { ...light, sky: open, openSky: open, ground: snow(light.ground), haze: snow(light.haze) };
}

function outdoors(time: Time, { colours, weather }: Wish, hint: string | undefined, hintStrength: number): Outdoors {
  const light = weathered(time, weather);
  const dye = colours[0] ?? hint;
  if (!dye) return light;
  const strength = colours[0] ? 0.86 : hintStrength;
  const second = colours[1] ?? dye;
  const skyDye = (colour: string) => dyed(colour, second, colours[1] ? 0.7 : strength * 0.82);
  return {
    openSky: light.openSky,
    sky: light.sky.map(skyDye) as [string, string, string],
    sun: mix(light.sun, second, 0.12),
    haze: dyed(light.haze, dye, strength),
    far: dyed(light.far, dye, strength),
    near: dyed(light.near, dye, strength),
    ground: dyed(light.ground, dye, strength),
    water: dyed(light.water, dye, strength),
  };
}

/** One of the sets, its hues swayed a little and sometimes with wall and accent changed about. */
function setFor(words: Random): Set5 {
  const sway = words.fork("sway").between(-16, 16);
  const swayed = (colour: string) => turned(colour, sway);
  const [wall, floor, first, second, third] = words.fork("set").pick(SETS);
  const turn = words.fork("swap").whole(0, 4);
  if (turn === 3) return [swayed(first), swayed(floorFor(first)), swayed(wall), swayed(second), swayed(third)];
  if (turn === 4) return [swayed(second), swayed(floorFor(second)), swayed(first), swayed(third), swayed(wall)];
  return [swayed(wall), swayed(floor), swayed(first), swayed(second), swayed(third)];
}

/** Colours named in the prompt lead; what it leaves open comes from its words. */
export function choosePalette(wish: Wish, words: Random): Palette {
  const open = words.fork("time").pick(["day", "day", "dawn", "sunset"] as const);
  const time =
    wish.time ??
    (wish.settings.some((s) => s === "diwali" || s === "space" || s === "eid" || s === "christmas") ? "night" : open);
  const set = setFor(words);
  const named = wish.subjects.map(({ colour }) => colour).filter((colour) => colour !== undefined);
  const lead = wish.backdrop ?? wish.colours[0];
  const hint = lead ? undefined : named[0];
  const wall = lead ?? (hint ? wallFor(hint) : set[0]);
  const spare = set
    .slice(2)
    .map((colour) => (hint ? dyed(colour, hint, 0.4) : colour))
    .sort((a, b) => Number(distance(b, wall) > 0.22) - Number(distance(a, wall) > 0.22));
  const accents = [...wish.colours.slice(wish.backdrop ? 0 : 1), ...spare];
  const isDim = time === "night" && !lead;
  const lamp = isDim ? shaded(wall, 0.55) : wall;
  return {
    time,
    isNight: time === "night",
    ...outdoors(time, wish, hint ?? (wish.time ? undefined : set[0]), hint && wish.settings.length === 0 ? 0.55 : 0.26),
    wall: lamp,
    floor: lead || hint ? floorFor(lamp) : isDim ? shaded(set[1], 0.5) : set[1],
    accents: [accents[0]!, accents[1]!, accents[2]!],
    pale: lead && oklchOf(lead).c > 0.04 ? mix("#f8f2e6", lead, 0.08) : "#f6f0e4",
    ink: lead && oklchOf(lead).c > 0.04 ? hexOf({ l: 0.36, c: 0.11, h: oklchOf(lead).h }) : "#26304a",
  };
}

function floorFor(wall: string): string {
  return oklchOf(wall).l > 0.86 ? shaded(wall, 0.05) : lit(wall, 0.24);
}

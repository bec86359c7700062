import type { Setting } from "./lexicon/settings";
import { christmas, diwali, eid, holi } from "./scenes/festival";
import { pattern, poster } from "./scenes/graphic";
import { blackboard, solarsystem, watercycle } from "./scenes/lesson";
import { desert, field, forest, mountain } from "./scenes/outdoors";
import { portrait } from "./scenes/portrait";
import { sky, space } from "./scenes/sky";
import { room, studio } from "./scenes/still-life";
import { arches, city, road } from "./scenes/town";
import { river, sea, underwater } from "./scenes/water";
import type { Scene, Stage } from "./stage";
import { subjectOf } from "./stage";

const SCENES: Readonly<Record<Setting, Scene>> = {
  watercycle,
  solarsystem,
  underwater,
  space,
  diwali,
  holi,
  eid,
  christmas,
  blackboard,
  portrait,
  sea,
  river,
  desert,
  mountain,
  forest,
  city,
  road,
  arches,
  field,
  room,
  sky,
  pattern,
  studio,
  poster,
};
/** Where a prompt names several settings, the earlier here is the place and the others lend their things. */
const RANK = Object.keys(SCENES) as Setting[];

/** The place where things of this kind are at home when the prompt names none. */
function homeOf(stage: Stage): Scene {
  const { wish, words } = stage;
  const first = wish.subjects[0];
  if (!first)
    return words
      .fork("open")
      .pick([poster, studio, poster, mountain, poster, pattern, poster, arches, desert, sea] as const);
  const isWoven = wish.subjects.some(({ kind, colour }) => colour && (kind === "kurta" || kind === "saree"));
  if (["woman", "man"].includes(first.kind) && wish.subjects.length <= 1 + Number(isWoven)) return portrait;
  if (wish.styles.includes("flat") || first.kind === "leaf" || first.kind === "umbrella") return poster;
  if (wish.subjects.every(({ kind }) => kind === "diya")) return diwali;
  const place = subjectOf(first).place;
  if (wish.backdrop || wish.styles.includes("product") || wish.styles.includes("render")) return studio;
  if (place === "water") return first.kind === "fish" ? underwater : first.kind === "lotus" ? river : sea;
  if (place === "sky") return first.kind === "rocket" || first.kind === "planet" || first.kind === "atom" ? space : sky;
  if (place === "ground")
    return ["car", "bus", "scooter"].includes(first.kind)
      ? road
      : ["auto", "stall", "tower"].includes(first.kind)
        ? city
        : field;
  return studio;
}

export function drawScene(stage: Stage): void {
  const { wish } = stage;
  const named = RANK.find((setting) => wish.settings.includes(setting));
  const isAsideOnly = named === "poster" && wish.subjects.length > 0 && !wish.styles.includes("flat");
  const isShot = named === "poster" && wish.styles.includes("product");
  const scene = isShot ? studio : !named || isAsideOnly ? homeOf(stage) : SCENES[named];
  scene(stage);
}

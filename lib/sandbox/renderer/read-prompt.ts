import { hexOf, oklchOf } from "./colour";
import { type Meaning, meaningsOf } from "./lexicon/meanings";
import type { Setting, StyleWord, Time, Weather } from "./lexicon/settings";
import type { SubjectKind } from "./subjects/stock";

export interface WishedSubject {
  kind: SubjectKind;
  colour?: string;
  count: number;
}

/** What a prompt asks for, as far as its words are known. */
export interface Wish {
  subjects: WishedSubject[];
  /** Colours of the whole picture, in the order named. */
  colours: string[];
  backdrop?: string;
  settings: Setting[];
  time?: Time;
  weather: Weather[];
  styles: StyleWord[];
}

function toned(hex: string, tone: "pale" | "deep" | undefined): string {
  if (!tone) return hex;
  const { l, c, h } = oklchOf(hex);
  return tone === "pale" ? hexOf({ l: l + (1 - l) * 0.55, c: c * 0.55, h }) : hexOf({ l: l * 0.68, c, h });
}

const REACH = 4;
const has = (meanings: readonly Meaning[] | undefined, ...kinds: Meaning["is"][]) =>
  meanings?.some(({ is }) => kinds.includes(is)) ?? false;

/**
 * Where a colour at this place belongs: the next thing named within reach ("red car", "red and gold saree"), else the thing just
 * before ("saree in red"), else the whole picture.
 */
function bearerOf(row: Meaning[][], at: number): number | undefined {
  for (let next = at + 1; next < Math.min(row.length, at + REACH); next++) {
    if (has(row[next], "subject", "setting", "backdrop")) return next;
    if (has(row[next], "colour")) return has(row[next - 1], "and") ? bearerOf(row, next) : undefined;
    if (has(row[next], "stop")) break;
  }
  for (let before = at - 1; before >= Math.max(0, at - 2); before--) {
    if (has(row[before], "subject", "backdrop")) return before;
    if (has(row[before], "stop")) break;
  }
  return undefined;
}

const sameAs = (meaning: Meaning) => JSON.stringify({ ...meaning, isPlural: undefined });
const FESTIVALS: readonly Setting[] = ["diwali", "holi", "eid", "christmas"];

/** Places in a clause such as "for my tea stall", which says what the picture is for and not what is in it. */
function purposesOf(row: Meaning[][]): Set<number> {
  const places = new Set<number>();
  let isInside = false;
  for (const [at, meanings] of row.entries()) {
    if (has(meanings, "stop")) isInside = false;
    if (has(meanings, "purpose")) isInside = true;
    if (isInside) places.add(at);
  }
  return places;
}

/** The row without what is not wanted: refused by the negative prompt, preceded by "no", or only a purpose. */
function wantedOf(row: Meaning[][], negativePrompt: string): Meaning[][] {
  const refused = new Set(meaningsOf(negativePrompt).flat().map(sameAs));
  const purposes = purposesOf(row);
  const isPurpose = (meaning: Meaning, at: number) =>
    purposes.has(at) &&
    (meaning.is === "subject" || (meaning.is === "setting" && !FESTIVALS.includes(meaning.setting)));
  const asked = row.map((meanings, at) =>
    has(row[at - 1], "without") || has(row[at - 2], "without")
      ? meanings.filter(({ is }) => is === "stop")
      : meanings.filter((meaning) => meaning.is === "stop" || !refused.has(sameAs(meaning))),
  );
  const direct = asked.map((meanings, at) => meanings.filter((meaning) => !isPurpose(meaning, at)));
  const isPlace = (meaning: Meaning) =>
    meaning.is === "subject" || (meaning.is === "setting" && !["poster", "studio"].includes(meaning.setting));
  return direct.some((meanings) => meanings.some(isPlace)) ? direct : asked;
}

/** Reads a prompt in English, Hindi or Hinglish; what the negative prompt names is left out. */
export function readPrompt(prompt: string, negativePrompt = ""): Wish {
  const row = wantedOf(meaningsOf(prompt), negativePrompt);
  const wish: Wish = { subjects: [], colours: [], settings: [], weather: [], styles: [] };
  const subjectAt = new Map<number, WishedSubject>();
  let count = 0;
  for (const [at, meanings] of row.entries())
    for (const meaning of meanings) {
      if (meaning.is === "count") count = meaning.count;
      if (meaning.is === "setting" && !wish.settings.includes(meaning.setting)) wish.settings.push(meaning.setting);
      if (meaning.is === "time") wish.time ??= meaning.time;
      if (meaning.is === "weather") wish.weather.push(meaning.weather);
      if (meaning.is === "style") wish.styles.push(meaning.style);
      if (meaning.is === "stop") count = 0;
      if (meaning.is !== "subject") continue;
      const known = wish.subjects.find(({ kind }) => kind === meaning.kind);
      const subject = known ?? { kind: meaning.kind, count: count || (meaning.isPlural ? 3 : 1) };
      if (!known) wish.subjects.push(subject);
      subjectAt.set(at, subject);
      count = 0;
    }
  bindColours(row, wish, subjectAt);
  return wish;
}

function bindColours(row: Meaning[][], wish: Wish, subjectAt: ReadonlyMap<number, WishedSubject>): void {
  const ofTables: string[] = [];
  for (const [at, meanings] of row.entries()) {
    const colour = meanings.find((meaning) => meaning.is === "colour");
    if (!colour) continue;
    const tone = row[at - 1]?.find((meaning) => meaning.is === "tone")?.tone;
    const hex = toned(colour.hex, tone);
    const bearer = bearerOf(row, at);
    const subject = bearer === undefined ? undefined : subjectAt.get(bearer);
    const isTable = bearer !== undefined && row[bearer]!.some((m) => m.is === "setting" && m.setting === "studio");
    if (subject && !subject.colour) subject.colour = hex;
    else if (bearer !== undefined && has(row[bearer], "backdrop")) wish.backdrop ??= hex;
    else if (isTable) ofTables.push(hex);
    else wish.colours.push(hex);
  }
  if (!wish.backdrop && wish.colours.length === 0 && wish.settings.every((setting) => setting === "studio"))
    wish.colours.push(...ofTables);
}

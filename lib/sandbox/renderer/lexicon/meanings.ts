import type { SubjectKind } from "../subjects/stock";
import { COLOUR_WORDS, TONE_WORDS } from "./colours";
import {
  BACKDROP_WORDS,
  COUNT_WORDS,
  NOT_MEANT,
  SETTING_WORDS,
  type Setting,
  STYLE_WORDS,
  type StyleWord,
  TIME_WORDS,
  type Time,
  WEATHER_WORDS,
  type Weather,
  WITHOUT_WORDS,
} from "./settings";
import { SUBJECT_WORDS } from "./subjects";

export type Meaning =
  | { is: "colour"; hex: string }
  | { is: "tone"; tone: "pale" | "deep" }
  | { is: "subject"; kind: SubjectKind; isPlural: boolean }
  | { is: "setting"; setting: Setting }
  | { is: "time"; time: Time }
  | { is: "weather"; weather: Weather }
  | { is: "style"; style: StyleWord }
  | { is: "count"; count: number }
  | { is: "backdrop" | "without" | "purpose" | "and" | "stop" | "word" };

const MEANINGS = new Map<string, Meaning[]>();
const LONGEST_PHRASE = 4;

function enter(words: string, meaning: Meaning): void {
  for (const word of words.split(",")) {
    const key = word.trim().normalize("NFC");
    if (key) MEANINGS.set(key, [...(MEANINGS.get(key) ?? []), meaning]);
  }
}
const enterAll = <K extends string>(table: Readonly<Partial<Record<K, string>>>, meaning: (key: K) => Meaning) => {
  for (const [key, words] of Object.entries(table) as [K, string][]) enter(words, meaning(key));
};
enterAll(COLOUR_WORDS, (hex) => ({ is: "colour", hex }));
enterAll(TONE_WORDS, (tone) => ({ is: "tone", tone }));
enterAll(SUBJECT_WORDS, (kind) => ({ is: "subject", kind, isPlural: false }));
enterAll(SETTING_WORDS, (setting) => ({ is: "setting", setting }));
enterAll(TIME_WORDS, (time) => ({ is: "time", time }));
enterAll(WEATHER_WORDS, (weather) => ({ is: "weather", weather }));
enterAll(STYLE_WORDS, (style) => ({ is: "style", style }));
enterAll(COUNT_WORDS, (count) => ({ is: "count", count: Number(count) }));
enter(BACKDROP_WORDS, { is: "backdrop" });
enter(WITHOUT_WORDS, { is: "without" });
enter("for", { is: "purpose" });
enter("and, aur, with, और, तथा, আর, மற்றும்", { is: "and" });
for (const stop of [".", ";", ":", "।"]) enter(stop, { is: "stop" });
MEANINGS.set(",", [{ is: "stop" }]);

function singularsOf(word: string): string[] {
  if (!/^[a-z]{4,}s$/.test(word)) return [];
  return [
    word.slice(0, -1),
    word.endsWith("es") ? word.slice(0, -2) : "",
    word.endsWith("ies") ? `${word.slice(0, -3)}y` : "",
  ].filter(Boolean);
}

const plurally = (meaning: Meaning): Meaning => (meaning.is === "subject" ? { ...meaning, isPlural: true } : meaning);

function meaningsAt(words: readonly string[], at: number): { meanings: Meaning[]; length: number } {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length >= 1; length--) {
    const phrase = words.slice(at, at + length).join(" ");
    const exact = MEANINGS.get(phrase);
    const one =
      length === 1
        ? singularsOf(phrase)
            .map((word) => MEANINGS.get(word))
            .find(Boolean)
        : undefined;
    if (one) {
      const plural = one.map(plurally);
      if (!exact || exact.some((meaning) => meaning.is === "subject")) return { meanings: plural, length };
    }
    const isPluralPhrase = length > 1 && /[a-z]s$/.test(phrase);
    if (exact && isPluralPhrase) return { meanings: exact.map(plurally), length };
    if (exact) return { meanings: exact, length };
  }
  return { meanings: [{ is: "word" }], length: 1 };
}

/** A prompt as a row of meanings; a phrase counts once, with its longest reading. */
export function meaningsOf(prompt: string): Meaning[][] {
  const words =
    prompt
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+|[,.;:।]/gu) ?? [];
  let text = ` ${words.join(" ")} `;
  for (const phrase of NOT_MEANT) text = text.replaceAll(` ${phrase} `, " ");
  const rest = text.split(" ").filter(Boolean);
  const row: Meaning[][] = [];
  for (let at = 0; at < rest.length; ) {
    const { meanings, length } = meaningsAt(rest, at);
    row.push(meanings);
    at += length;
  }
  return row;
}

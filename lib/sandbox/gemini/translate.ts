import { ADJECTIVES, AND, DROPPED, MOMENTS, NOUNS, NUMBERS, POSTPOSITIONS } from "./lexicon";
import { transliterate } from "./transliterate";

/** `name`: a Latin word that stays as it is; `spelt`: one of another script in Latin letters. */
type Kind = "noun" | "name" | "spelt" | "adjective" | "number" | "post" | "moment" | "and" | "none";
type Word = { kind: Kind; english: string };

const LONGEST_PHRASE = 3;
const DICTIONARY = new Map<string, Word>();

function learn(table: Readonly<Record<string, string>>, kind: Kind): void {
  for (const [english, forms] of Object.entries(table))
    for (const form of forms.split(",")) DICTIONARY.set(form.trim().normalize("NFC"), { kind, english });
}
// A form that means several things is what the later table says.
learn(NOUNS, "noun");
learn(ADJECTIVES, "adjective");
learn({ "": DROPPED }, "none");
learn(MOMENTS, "moment");
learn(NUMBERS, "number");
learn(POSTPOSITIONS, "post");
learn({ and: AND }, "and");

const isLatin = (text: string) => /^[\p{Script=Latin}\p{N}\p{P}\p{S}\s]*$/u.test(text);
/** Words of a Latin-script text that English does not have. Words like "do", "the", "me", "par" prove nothing. */
const ALSO_ENGLISH = new Set(
  "do me par pe char hue the an log hare kala kali le van cycle auto jungle photo poster banner portrait background lal nana dada singh deep mala gali bade monsoon main kar us nau das fool sari saree kurta dupatta lehenga masala tulsi rangoli bazaar chai diya roti attar raja rani rickshaw riksha rang holi diwali eid ganga mumbai delhi jaipur varanasi kerala rajasthan ladakh kolkata ganesh krishna desi dhol char chand".split(
    " ",
  ),
);

const wordsOf = (text: string): string[] => text.normalize("NFC").match(/[\p{L}\p{M}\p{N}'’-]+|[,;।.]/gu) ?? [];

/** Whether an English reader could follow the text as it is. */
export function isEnglish(text: string): boolean {
  if (!isLatin(text)) return false;
  const words = wordsOf(text.toLowerCase());
  const foreign = words.filter((word) => DICTIONARY.has(word) && !ALSO_ENGLISH.has(word)).length;
  return foreign < 2 && !(foreign === 1 && words.length <= 3);
}

/** Endings that the dictionary's forms may carry, and what they say: "in" for the locative of Bengali, Marathi, Tamil and Telugu. */
const ENDINGS: readonly (readonly [ending: RegExp, instead: string, post?: string])[] = [
  [/े$/, "ा"],
  [/(?:ों|ाओं|ें|ो)$/, ""],
  [/ियों$/, "ी"],
  [/(?:ে|তে|য়)$/, "", "in"],
  [/(?:ात|ामध्ये|मध्ये)$/, "", "in"],
  [/(?:யில்|ில்)$/, "", "in"],
  [/(?:లో|ంలో)$/, "", "in"],
  [/e$/, "a"],
  [/(?:on|ein)$/, ""],
];

function inflected(word: string): Word[] {
  for (const [ending, instead, post] of ENDINGS) {
    const known = ending.test(word) ? DICTIONARY.get(word.replace(ending, instead)) : undefined;
    if (known?.kind === "noun" || known?.kind === "adjective")
      return [known, ...(post ? [{ kind: "post" as const, english: post }] : [])];
  }
  if (isLatin(word)) return [{ kind: "name", english: word }];
  const name = transliterate(word);
  return [{ kind: "spelt", english: name.charAt(0).toUpperCase() + name.slice(1) }];
}

function read(text: string): Word[] {
  const words = wordsOf(text);
  const found: Word[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_PHRASE, words.length - at);
    let known: Word | undefined;
    for (; length > 0 && !known; length -= known ? 0 : 1)
      known = DICTIONARY.get(
        words
          .slice(at, at + length)
          .join(" ")
          .toLowerCase(),
      );
    const word = words[at] ?? "";
    if (known) found.push(known);
    else if (/^[,;।.]$/.test(word)) found.push({ kind: "and", english: "," });
    else found.push(...inflected(word));
    at += known ? length : 1;
  }
  return found;
}

type Phrase = { number?: string; adjectives: string[]; nouns: Word[]; relation?: string };

/** Joined by ka, ki, ke, or both left as they were: one thing. Otherwise a new one begins. */
function isOneThing(previous: Word | undefined, kind: Kind): boolean {
  return previous?.kind === "none" || (previous?.kind === kind && (kind === "name" || kind === "spelt"));
}

/** Noun phrases in order, each with the relation that stands after it, and the moments. */
function phrasesOf(words: readonly Word[]): { phrases: Phrase[]; moments: string[] } {
  const phrases: Phrase[] = [];
  const moments: string[] = [];
  let open: Phrase | undefined;
  const fresh = () => {
    open = { adjectives: [], nouns: [] };
    phrases.push(open);
    return open;
  };
  for (const [at, { kind, english }] of words.entries()) {
    const current: Phrase = open ?? fresh();
    const isFull = current.nouns.length > 0;
    if (kind === "moment") {
      if (!moments.includes(english)) moments.push(english);
      if (isFull) open = undefined;
    } else if (kind === "and") open = undefined;
    else if (kind === "number" || kind === "adjective") {
      const target = isFull ? fresh() : current;
      if (kind === "number") target.number = english;
      else target.adjectives.push(english);
    } else if (kind === "post") {
      // After a moment it belongs to that ("in the evening").
      if (words[at - 1]?.kind !== "moment" && isFull) current.relation = english;
      open = undefined;
    } else if (kind !== "none")
      (isFull && !isOneThing(words[at - 1], kind) ? fresh() : current).nouns.push({ kind, english });
  }
  return { phrases, moments };
}

const IRREGULAR: Record<string, string> = {
  woman: "women",
  man: "men",
  child: "children",
  leaf: "leaves",
  shoe: "shoes",
};
const PLURAL_ALREADY = /(?:s|people|women|men|children)$/;

function plural(noun: string): string {
  if (IRREGULAR[noun]) return IRREGULAR[noun];
  if (/(?:s|x|ch|sh|o)$/.test(noun)) return PLURAL_ALREADY.test(noun) ? noun : `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

const COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "many", "some"];

function say({ number, adjectives, nouns }: Phrase): string {
  const last = nouns.at(-1);
  const bare = nouns.map(({ english }) => english.replace(/^(?:the |~)/, ""));
  const isMass = last?.english.startsWith("~") || last?.kind === "spelt" || /^[A-Z]/.test(last?.english ?? "");
  const isMany = number !== undefined && COUNTS.includes(number);
  if (isMany && !isMass && last) bare[bare.length - 1] = plural(bare.at(-1) ?? "");
  const rest = [...adjectives, ...bare].join(" ");
  if (number && number !== "a") return `${number} ${rest}`;
  if (last?.english.startsWith("the ")) return `the ${rest}`;
  const isPlural = last?.kind === "noun" && PLURAL_ALREADY.test(last.english) && !/(?:ss|us)$/.test(last.english);
  if (isMass || isPlural || !last) return rest;
  return `${/^[aeiou]/i.test(rest) ? "an" : "a"} ${rest}`;
}

const ENGLISH_ORDER = /(?:^|\s)(?:with|in|on|at|of|near|under|the|from)(?=\s)/i;

/** Word by word, for English sentences with other words in them. */
const inPlace = (words: readonly Word[]): string =>
  words
    .map(({ english }) => english.replace(/^~/, ""))
    .filter(Boolean)
    .join(" ")
    .replace(/\b(in|on|at|the|a|with) (?:in the|at|the|\1)(?= )/gi, "$1 the")
    .replace(/ ,/g, ",");

/**
 * An idea in another Indian language as plain English: what it is about first, then what it is in, on or with, then when. Words it does
 * not know stay as names, in Latin letters.
 */
export function translate(text: string): string {
  const words = read(text);
  if (isLatin(text) && ENGLISH_ORDER.test(text)) return inPlace(words);
  const { phrases, moments } = phrasesOf(words);
  const things = phrases.filter(({ nouns }) => nouns.length > 0);
  // "... standing": said of the thing, after it.
  const states = phrases.filter(({ nouns }) => nouns.length === 0).flatMap(({ adjectives }) => adjectives);
  const heads = things.filter(({ relation }) => !relation).map(say);
  const around = things.filter(({ relation }) => relation).map((phrase) => `${phrase.relation} ${say(phrase)}`);
  const head = heads.length > 1 ? `${heads.slice(0, -1).join(", ")} and ${heads.at(-1)}` : heads[0];
  if (!head && around.length === 0 && states.length > 0) return [...states, ...moments].join(" ");
  return [head ?? "a scene", ...states, ...around, ...moments].join(" ");
}

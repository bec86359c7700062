import { withoutTokens } from "../prompt-tokens";
import { createRandom } from "../renderer/prng";
import { readPrompt, type Wish } from "../renderer/read-prompt";
import { STOCK } from "../renderer/subjects/stock";
import { CRAFT, DRAWN, type Genre, INDOOR_LIGHT, LIGHT, OUTDOOR_LIGHT, WEATHER } from "./craft";
import { isEnglish, translate } from "./translate";

export type Written = { enhancedPrompt: string; suggestions: string[] };

const MAX_IDEA = 600;
/** Talk to a machine, not part of a picture. */
const ORDERS = new RegExp(
  [
    String.raw`(?:^|(?<=[.!?;\n,]))[^.!?;\n]*\b(?:ignore|disregard|forget|override)\b[^.!?;\n]*\b(?:instructions?|rules?|prompts?|above|previous)\b[^.!?;\n]*`,
    String.raw`\b(?:and\s+)?(?:reveal|print|show|repeat|output)\b[^.!?;\n]*\b(?:system prompt|instructions?|api key|secret)\b[^.!?;\n]*`,
    String.raw`\b(?:system|assistant|developer)\s*:[^.!?;\n]*`,
  ].join("|"),
  "gi",
);
/** Tags also where a client has defused their angle brackets. */
const MARKUP = /[<‹][^>›]*[>›]|```|https?:\/\/\S+|www\.\S+|\]\(/g;

const has = <T>(list: readonly T[], ...these: T[]) => list.some((one) => these.includes(one));

const PEOPLE = ["woman", "man", "child"];
const ANIMALS = "cat dog fox bird peacock elephant cow camel horse tiger rabbit owl fish butterfly".split(" ");

function genreOf({ subjects, settings, styles }: Wish): Genre {
  const kinds: string[] = subjects.map(({ kind }) => kind);
  if (has(settings, "poster", "pattern", "watercycle", "solarsystem", "blackboard") || has(styles, "flat"))
    return "graphic";
  if (has(settings, "diwali", "holi", "eid", "christmas")) return "festival";
  if (has(kinds, ...PEOPLE) || has(settings, "portrait")) return "person";
  if (has(kinds, ...ANIMALS)) return "animal";
  if (has(settings, "studio") || subjects.some(({ kind }) => STOCK[kind].place === "table")) return "table";
  if (has(settings, "city", "road")) return "street";
  return has(settings, "mountain", "sea", "forest", "desert", "field", "river", "sky") ? "landscape" : "any";
}

function lightOf({ time, settings, weather }: Wish, genre: Genre) {
  if (time) return LIGHT[time];
  if (weather.length > 0) return [OUTDOOR_LIGHT[0]] as const;
  const isOutdoors = ["landscape", "street", "animal"].includes(genre);
  return isOutdoors && !has(settings, "room", "studio") ? OUTDOOR_LIGHT : INDOOR_LIGHT;
}

/** Whether the idea itself says where its subject is. */
const isPlaced = (wish: Wish, genre: Genre) =>
  wish.settings.some((setting) => setting !== "portrait") && ["person", "table", "animal", "any"].includes(genre);

/** The idea as it can be described: nobody's orders, no markup, no tokens. */
function plainIdea(idea: string): string {
  const plain = withoutTokens(idea).replace(MARKUP, " ").replace(ORDERS, " ");
  return plain
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MAX_IDEA)
    .replace(/^[\s,.;:!?-]+|[\s,.;:!?।-]+$/gu, "");
}

/**
 * An answer as a language model might give it, from the words it knows in English, Hindi, Hinglish and other Indian languages; the same
 * idea gives the same answer. Whatever the idea says, it is only ever described.
 */
export function writePrompt(idea: string): Written {
  const text = plainIdea(idea) || "a still life of everyday things";
  const wish = readPrompt(text);
  const random = createRandom(`enhance:${text.toLowerCase()}`);
  const subject = isEnglish(text) ? text : translate(text);
  const genre = genreOf(wish);
  const craft = CRAFT[genre];
  const drawn = wish.styles.map((style) => DRAWN[style]).find((one) => one !== undefined);
  const details = [
    ...(isPlaced(wish, genre) ? [] : [random.pick(craft.setting)]),
    ...wish.weather.slice(0, 1).map((weather) => WEATHER[weather]),
    random.pick(lightOf(wish, genre)),
    drawn ?? random.pick(craft.view),
    random.pick(craft.finish),
  ];
  const first = random.whole(0, craft.suggestions.length - 1);
  const suggestions = craft.suggestions.map(
    (_, at) => craft.suggestions[(first + at) % craft.suggestions.length] ?? "",
  );
  const sentence = `${subject.charAt(0).toUpperCase()}${subject.slice(1)}, ${details.join(", ")}.`;
  return { enhancedPrompt: sentence.replace(/\s+,/g, ","), suggestions };
}

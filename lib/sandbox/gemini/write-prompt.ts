import { withoutTokens } from "../prompt-tokens";
import { COLOUR_WORDS } from "../renderer/lexicon/colours";
import { createRandom } from "../renderer/prng";
import { readPrompt, type Wish } from "../renderer/read-prompt";

export type Written = { enhancedPrompt: string; suggestions: string[] };

type Choices = readonly [string, ...string[]];

const LIGHT: Record<NonNullable<Wish["time"]>, Choices> = {
  dawn: ["soft first light from the left", "cool morning light with long pale shadows"],
  day: ["clear daylight from a high window", "bright even light with soft shadows"],
  sunset: ["low golden light from the side", "warm evening light that rims the edges"],
  night: ["a single warm lamp against a deep blue night", "quiet moonlight with small warm highlights"],
};
const ANY_LIGHT: Choices = [
  "soft window light from the left",
  "diffused overcast light",
  "one large soft light from above",
];
const VIEW: Choices = ["seen at eye level", "seen from slightly above", "seen from a low angle", "framed straight on"];
const LENS: Choices = [
  "50 mm lens, shallow depth of field",
  "35 mm lens, everything in focus",
  "85 mm lens, gently blurred background",
];
const ROOM: Choices = [
  "calm empty space above for a headline",
  "generous space around the subject",
  "balanced composition with room on the right",
];
const PLACE: Partial<Record<string, string>> = {
  mountain: "layered ridges fading into haze",
  sea: "calm water with a clear horizon",
  city: "a quiet skyline of low rooftops behind",
  forest: "tall trees with light falling between them",
  desert: "smooth dunes with crisp ridges",
  field: "wide green fields to the horizon",
  river: "still water that mirrors the bank",
  portrait: "plain background, natural expression",
  studio: "plain backdrop, a low plinth, soft contact shadow",
  poster: "bold flat shapes, a limited palette, clear silhouette",
  room: "a tidy room with one window",
  diwali: "rows of small oil lamps, marigold garlands",
  holi: "clouds of coloured powder in the air",
  eid: "a crescent moon and hanging lanterns",
};
const WEATHER: Record<Wish["weather"][number], string> = {
  rain: "fine rain and wet reflections",
  snow: "fresh snow on every edge",
  mist: "thin mist between the layers",
};
const SUGGESTIONS = [
  "steam or mist drifting through",
  "seen from above",
  "a close-up of the texture",
  "one strong accent colour",
  "early morning light",
  "a plain single-colour wall",
  "hands at work in the frame",
  "reflections on a wet floor",
  "brass and terracotta details",
  "fresh flowers beside it",
  "a wider view with more sky",
  "printed on handmade paper",
];

const colourName = (hex: string): string => COLOUR_WORDS[hex]?.split(",")[0]?.trim() ?? "";
const NUMBERS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** Text that an English reader follows as it is. */
function isEnglish(text: string, wish: Wish): boolean {
  if (/(?!\p{Script=Latin})\p{L}/u.test(text)) return false;
  const hindi =
    /\b(ek|aur|ka|ki|ke|mein|par|wala|wali|wale|subah|shaam|raat|laal|neela|peela|hara|safed|kaala|samundar|pahad|ladki|ladka|chaand|baarish|ghar)\b/gi;
  return (text.match(hindi)?.length ?? 0) < 2 || wish.subjects.length === 0;
}

/** The idea in English from the words that are known: "two red kites" for "दो लाल पतंग". */
function inEnglish(wish: Wish): string {
  const things = wish.subjects.map(({ kind, colour, count }) =>
    [
      count > 1 ? (NUMBERS[count] ?? String(count)) : "a",
      colour ? colourName(colour) : "",
      count > 1 ? `${kind}s` : kind,
    ]
      .filter(Boolean)
      .join(" "),
  );
  const colours = wish.colours.map(colourName).filter(Boolean);
  const subject =
    things.length > 0 ? things.join(" with ") : `a scene${wish.settings[0] ? ` of ${wish.settings[0]}` : ""}`;
  return colours.length > 0 ? `${subject}, in ${colours.join(" and ")}` : subject;
}

/**
 * An answer as a language model might give it, from the words it knows in English, Hindi, Hinglish and a few other Indian languages; the same
 * idea gives the same answer. Whatever the idea says, it is only ever described.
 */
export function writePrompt(idea: string): Written {
  const text = withoutTokens(idea).replace(/\s+/g, " ").trim().slice(0, 600);
  const wish = readPrompt(text);
  const random = createRandom(`enhance:${text.toLowerCase()}`);
  const subject = isEnglish(text, wish) ? text.replace(/[.\s]+$/, "") : inEnglish(wish);
  const details = [
    ...wish.settings.slice(0, 2).map((setting) => PLACE[setting] ?? ""),
    ...wish.weather.map((weather) => WEATHER[weather]),
    random.pick(wish.time ? LIGHT[wish.time] : ANY_LIGHT),
    random.pick(VIEW),
    wish.styles.length === 0 || wish.styles.includes("cinematic") ? random.pick(LENS) : "",
    random.pick(ROOM),
  ].filter(Boolean);
  const start = random.whole(0, SUGGESTIONS.length - 1);
  const suggestions = [0, 5, 9].map((step) => SUGGESTIONS[(start + step) % SUGGESTIONS.length] ?? "");
  return {
    enhancedPrompt: `${subject.charAt(0).toUpperCase()}${subject.slice(1)}, ${details.join(", ")}.`,
    suggestions,
  };
}

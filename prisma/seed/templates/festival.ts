import type { TemplateDraft } from "./draft";

/** Greetings through the year. */
export const FESTIVAL: readonly TemplateDraft[] = [
  {
    id: "diwali-diyas",
    title: "Diwali greeting",
    description: "Lit diyas under marigold garlands, with a dark sky for your words.",
    prompt:
      "Diwali night, {number} clay diyas with warm flames on a {colour} floor, marigold garland above, soft golden bokeh, quiet dark space in the middle for a greeting",
    slots: [
      { name: "number", label: "How many diyas", example: "three" },
      { name: "colour", label: "Main colour", example: "purple" },
    ],
    negativePrompt: "text, people, crackers",
    aspectRatio: "4:5",
    seed: 5,
  },
  {
    id: "mithai-box",
    title: "Mithai gift box",
    description: "An open box of sweets for a Diwali order post.",
    prompt:
      "Diwali gift: an open {colour} sweets box full of {sweets}, diyas glowing behind it, warm festive light, dark background, appetising",
    slots: [
      { name: "colour", label: "Box", example: "red" },
      { name: "sweets", label: "Sweets", example: "mithai" },
    ],
    negativePrompt: "text, logo, hands",
    aspectRatio: "1:1",
    seed: 17,
  },
  {
    id: "uttarayan-kites",
    title: "Uttarayan kites",
    description: "Bright kites over the roofs for Makar Sankranti.",
    prompt:
      "Many colourful kites in a clear blue sky over old {city} roofs, Uttarayan, {time} sky, joyful, wide open sky for a greeting",
    slots: [
      { name: "city", label: "City", example: "Ahmedabad" },
      { name: "time", label: "Light", example: "sunny" },
    ],
    negativePrompt: "text, wires, people",
    aspectRatio: "3:2",
    seed: 8,
  },
  {
    id: "holi-colours",
    title: "Holi colours",
    description: "Clouds of powder and full bowls, loud and happy.",
    prompt:
      "Holi: clouds of gulaal in every colour, brass bowls of {powders} powder in front, bright daylight, festive and playful, space in the middle",
    slots: [{ name: "powders", label: "Powders", example: "gulaal" }],
    negativePrompt: "text, faces, dirt",
    aspectRatio: "1:1",
    seed: 4,
  },
  {
    id: "eid-lanterns",
    title: "Eid evening",
    description: "Crescent, lanterns and domes on a deep sky.",
    prompt:
      "Eid Mubarak evening in {colour}: a large crescent, hanging lanterns, a mosque with domes below, stars, calm and elegant, room for a greeting",
    slots: [{ name: "colour", label: "Sky", example: "teal" }],
    negativePrompt: "text, people",
    aspectRatio: "9:16",
    seed: 6,
  },
  {
    id: "rangoli-floor",
    title: "Rangoli pattern",
    description: "Petals and dots in repeat, for cards and covers.",
    prompt: "Seamless rangoli pattern of flowers and dots in {colours}, flat colours, crisp edges, seen from above",
    slots: [{ name: "colours", label: "Colours", example: "pink, orange and white" }],
    negativePrompt: "text, people, feet",
    aspectRatio: "1:1",
    style: "poster",
    seed: 10,
  },
  {
    id: "christmas-card",
    title: "Christmas card",
    description: "Trees with baubles in falling snow.",
    prompt:
      "Christmas night with {trees} decorated trees in the snow, wrapped gifts in front, warm lights, {colour} sky, card picture",
    slots: [
      { name: "trees", label: "How many trees", example: "three" },
      { name: "colour", label: "Sky", example: "navy" },
    ],
    negativePrompt: "text, people",
    aspectRatio: "4:5",
    seed: 15,
  },
];

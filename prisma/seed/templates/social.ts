import type { TemplateDraft } from "./draft";

/** Posts, covers, stories and people. */
export const SOCIAL: readonly TemplateDraft[] = [
  {
    id: "studio-portrait",
    title: "Studio portrait",
    description: "Head and shoulders on one warm colour, side light.",
    prompt:
      "Studio portrait of {person} in a {dress}, plain {colour} background, strong side light, calm, head and shoulders",
    slots: [
      { name: "person", label: "Person", example: "a woman with her hair in a bun" },
      { name: "dress", label: "Clothes", example: "green saree" },
      { name: "colour", label: "Background", example: "yellow" },
    ],
    negativePrompt: "text, watermark, extra fingers, crowd",
    aspectRatio: "4:5",
    seed: 1,
  },
  {
    id: "monsoon-poster",
    title: "Monsoon poster",
    description: "One umbrella in the rain; made for a season's sale.",
    prompt:
      "{colour} umbrella in monsoon rain, {background} background, flat poster illustration, bold shapes, limited palette, space below for a word",
    slots: [
      { name: "colour", label: "Umbrella", example: "Yellow" },
      { name: "background", label: "Background", example: "teal" },
    ],
    negativePrompt: "text, people, city",
    aspectRatio: "2:3",
    style: "poster",
    seed: 16,
  },
  {
    id: "misty-hills",
    title: "Quiet hills",
    description: "Layer upon layer of hills, a calm ground for a quote.",
    prompt:
      "{colour} hills in layers of mist at {time}, wide view, soft light, very calm, plain sky above for a quotation",
    slots: [
      { name: "colour", label: "Colour", example: "Green" },
      { name: "time", label: "Time", example: "dawn" },
    ],
    negativePrompt: "text, people, buildings",
    aspectRatio: "9:16",
    seed: 12,
  },
  {
    id: "sunset-sea",
    title: "Sunset at sea",
    description: "A boat on still water, for travel pages and covers.",
    prompt:
      "{boat} on a calm sea at sunset, sun low over the horizon, its light on the water, wide and warm, travel cover",
    slots: [{ name: "boat", label: "Boat", example: "A small sailing boat" }],
    negativePrompt: "text, people, birds",
    aspectRatio: "16:9",
    seed: 20,
  },
  {
    id: "city-night",
    title: "City at night",
    description: "Lit windows and a moving street, for a channel banner.",
    prompt:
      "{city} skyline at night with lit windows, {vehicle} on the road in front, cinematic still, deep blue shadows, wide banner",
    slots: [
      { name: "city", label: "City", example: "Mumbai" },
      { name: "vehicle", label: "Vehicle", example: "a taxi" },
    ],
    negativePrompt: "text, logo",
    aspectRatio: "16:9",
    style: "cinematic",
    seed: 9,
  },
  {
    id: "pink-arches",
    title: "Painted arches",
    description: "Sunlit walls and stairs; strong colour for a travel or fashion post.",
    prompt:
      "{colour} arches in {place} with {second} stairs, hard noon sun, clear blue sky, empty courtyard, graphic shadows",
    slots: [
      { name: "colour", label: "Walls", example: "Pink" },
      { name: "place", label: "Place", example: "Jaipur" },
      { name: "second", label: "Stairs", example: "yellow" },
    ],
    negativePrompt: "text, people, cars",
    aspectRatio: "4:5",
    seed: 22,
  },
  {
    id: "geometric-cover",
    title: "Geometric cover",
    description: "Circles and quarters in a limited palette, for covers and thumbnails.",
    prompt:
      "Bauhaus poster of circles, arcs and squares in {colours}, geometric, flat colours, crisp edges, balanced and bold",
    slots: [{ name: "colours", label: "Colours", example: "cream, red and blue" }],
    negativePrompt: "text, people, gradients",
    aspectRatio: "1:1",
    style: "poster",
    seed: 28,
  },
];

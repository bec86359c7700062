import type { Wish } from "../renderer/read-prompt";

export type Choices = readonly [string, ...string[]];

/** What somebody of the trade would decide for a kind of picture. */
export type Craft = {
  /** Where and with what around it. */
  setting: Choices;
  view: Choices;
  /** Material, colour and mood. */
  finish: Choices;
  /** Phrases of at most eight words that could be added. */
  suggestions: Choices;
};

export type Genre = "landscape" | "person" | "table" | "graphic" | "street" | "animal" | "festival" | "any";

export const CRAFT: Readonly<Record<Genre, Craft>> = {
  landscape: {
    setting: [
      "a clear foreground of stones and grass leading the eye in",
      "layers that fade into blue haze with distance",
      "a small sign of life in the middle distance for scale",
    ],
    view: ["24 mm wide view, horizon on the lower third", "35 mm lens from a slight rise, sharp from front to back"],
    finish: ["natural colours, fine detail in the shadows", "calm and spacious, subtle film grain"],
    suggestions: [
      "thin mist in the valley",
      "a lone traveller with a lamp",
      "reflections in still water",
      "birds crossing the sky",
      "storm light breaking through",
      "a winding path in front",
    ],
  },
  person: {
    setting: [
      "a plain warm wall behind, well out of focus",
      "an old doorway with worn paint as the frame",
      "a quiet courtyard with soft greenery behind",
    ],
    view: ["85 mm lens at eye level, eyes in sharp focus", "50 mm lens, from the waist up, slightly off centre"],
    finish: [
      "true skin texture, fine fabric detail, relaxed expression",
      "gentle contrast, natural skin tones, a moment rather than a pose",
    ],
    suggestions: [
      "looking away, lost in thought",
      "hands doing their work",
      "light through a jali screen",
      "jasmine flowers in the hair",
      "a warm smile at the camera",
      "dust glowing in the light",
    ],
  },
  table: {
    setting: [
      "on dark weathered wood with a linen cloth beside it",
      "on pale stone with one or two fitting ingredients around it",
      "on a hand-glazed plate with a soft contact shadow",
    ],
    view: [
      "50 mm macro at table height, shallow depth of field",
      "seen from a forty-five degree angle, background falling away softly",
    ],
    finish: [
      "crisp texture, honest colours, appetising contrast",
      "clean edges, tactile materials, room for a headline",
    ],
    suggestions: [
      "steam rising against the light",
      "seen straight from above",
      "drops of water on the surface",
      "a hand reaching into the frame",
      "brass and terracotta details",
      "a plain single-colour background",
    ],
  },
  graphic: {
    setting: [
      "bold flat shapes with a clear silhouette",
      "one strong central form and generous empty margins",
      "layered cut-paper shapes with soft edges",
    ],
    view: ["centred, straight-on composition", "a diagonal composition with empty space at the top for words"],
    finish: ["a limited palette of three colours, slight print texture", "high contrast, even areas, no small clutter"],
    suggestions: [
      "only two colours",
      "a border of block-print motifs",
      "empty space for a headline",
      "grainy screen-print texture",
      "bolder, simpler shapes",
      "printed on handmade paper",
    ],
  },
  street: {
    setting: [
      "painted shopfronts, hanging wires and a few passers-by out of focus",
      "old balconies and shutters on both sides",
      "wet paving that carries the colours of the signs",
    ],
    view: ["35 mm lens at walking height, leading lines into depth", "28 mm view down the street, sharp throughout"],
    finish: ["lively but uncluttered, rich shadows", "documentary feel, true colours, light haze"],
    suggestions: [
      "reflections on wet paving",
      "neon signs in the background",
      "a passing auto rickshaw, slightly blurred",
      "seen from a rooftop",
      "early morning, almost empty",
      "strings of bulbs overhead",
    ],
  },
  animal: {
    setting: [
      "in its own surroundings, with soft leaves in front",
      "against a background that falls into smooth blur",
      "on a rise with clean space around it",
    ],
    view: ["200 mm lens at its eye level, eyes in sharp focus", "135 mm lens, low and close, shallow depth of field"],
    finish: ["every hair and feather in detail, natural colours", "alert and alive, rim of light along its outline"],
    suggestions: [
      "caught in mid-movement",
      "with its young beside it",
      "first light behind its outline",
      "dew on the leaves around it",
      "a close portrait of the eyes",
      "in light rain",
    ],
  },
  festival: {
    setting: [
      "rows of small lamps, marigold garlands and a fine rangoli",
      "strings of warm bulbs and brass details all around",
      "flower petals and soft colour in the air",
    ],
    view: ["50 mm lens, low viewpoint close to the lights", "35 mm lens, the glow leading into the depth of the scene"],
    finish: [
      "rich jewel colours, warm highlights, deep soft shadows",
      "festive but orderly, small lights blurred to discs",
    ],
    suggestions: [
      "a family in the doorway",
      "fireworks far behind",
      "a closer look at the rangoli",
      "empty space for a greeting",
      "sweets on a brass plate",
      "smoke drifting through the light",
    ],
  },
  any: {
    setting: [
      "in a simple, uncluttered setting that supports it",
      "with one contrasting element beside it",
      "with a foreground, a middle and a quiet background",
    ],
    view: ["50 mm lens at eye level, shallow depth of field", "35 mm lens from slightly above, everything in focus"],
    finish: ["tactile materials, restrained colours", "clear subject, calm mood, fine detail"],
    suggestions: [
      "one strong accent colour",
      "seen from above",
      "a close-up of the texture",
      "early morning light",
      "a wider view with more space",
      "a plain single-colour background",
    ],
  },
};

export const LIGHT: Readonly<Record<NonNullable<Wish["time"]>, Choices>> = {
  dawn: ["soft first light from the left", "cool morning light with long pale shadows"],
  day: ["clear daylight from high on the left", "bright even light with soft shadows"],
  sunset: ["low golden light from the side", "warm evening light that rims the edges"],
  night: ["one warm lamp against a deep blue night", "quiet moonlight with small warm highlights"],
};
export const INDOOR_LIGHT: Choices = ["soft window light from the left", "one large soft light from above"];
export const OUTDOOR_LIGHT: Choices = ["the even light of an overcast day", "mild slanting sunlight from the left"];
export const WEATHER: Readonly<Record<Wish["weather"][number], string>> = {
  rain: "fine rain and wet reflections",
  snow: "fresh snow on every edge",
  mist: "thin mist between the layers",
};

/** For drawn and painted styles, instead of a camera. */
export const DRAWN: Readonly<Partial<Record<Wish["styles"][number], string>>> = {
  line: "confident ink lines of varied weight on white paper",
  wash: "loose watercolour washes that bleed at the edges, paper grain showing",
  flat: "flat vector shapes with clean edges",
  render: "rounded matte forms like modelled clay, soft studio light",
};

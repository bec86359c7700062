import type { TemplateDraft } from "./draft";

/** Pictures for lessons, worksheets and notice boards. */
export const CLASS: readonly TemplateDraft[] = [
  {
    id: "water-cycle",
    title: "Water cycle",
    description: "Sun, cloud, rain, river and sea with arrows; add your own labels.",
    prompt:
      "Clear diagram of the water cycle for {grade}: sun, evaporation from the lake, cloud, rain on the mountain, river back to the lake, simple arrows, flat colours, no words",
    slots: [{ name: "grade", label: "Class", example: "class 5" }],
    negativePrompt: "text, letters, people",
    aspectRatio: "3:2",
    seed: 3,
  },
  {
    id: "solar-system",
    title: "Solar system",
    description: "Sun, orbits and eight planets on a dark sky.",
    prompt:
      "Solar system for {grade}: the sun at one side, eight planets on thin orbits, each a different size and colour, dark starry background, simple and correct order, no words",
    slots: [{ name: "grade", label: "Class", example: "class 6" }],
    negativePrompt: "text, letters, spaceships",
    aspectRatio: "16:9",
    seed: 11,
  },
  {
    id: "lesson-board",
    title: "Lesson opener",
    description: "A blackboard with the things of today's lesson in front.",
    prompt:
      "Classroom blackboard with chalk drawings, {things} on the wooden desk in front, bright friendly light, first slide of a {subject} lesson",
    slots: [
      { name: "things", label: "Things on the desk", example: "a globe, a flask and a stack of books" },
      { name: "subject", label: "Subject", example: "science" },
    ],
    negativePrompt: "people, faces, readable text",
    aspectRatio: "16:9",
    seed: 5,
  },
  {
    id: "colouring-page",
    title: "Colouring page",
    description: "Clean outlines on white, to print and colour.",
    prompt:
      "Colouring page for small children: {animal} standing in a field with two trees and the sun, thick even outlines, white background, large simple shapes",
    slots: [{ name: "animal", label: "Animal", example: "an elephant" }],
    negativePrompt: "shading, grey, colour, text",
    aspectRatio: "4:5",
    style: "lineart",
    seed: 2,
  },
  {
    id: "animal-card",
    title: "Animal flash card",
    description: "One animal, whole and friendly, on one colour.",
    prompt:
      "Flash card with {animal}, whole body, friendly, centred, flat poster illustration on a {colour} background, bold simple shapes",
    slots: [
      { name: "animal", label: "Animal", example: "a fox" },
      { name: "colour", label: "Background", example: "turquoise" },
    ],
    negativePrompt: "text, other animals, scenery",
    aspectRatio: "4:5",
    style: "poster",
    seed: 7,
  },
  {
    id: "village-story",
    title: "Story scene",
    description: "A gentle watercolour for a story or a Hindi reader.",
    prompt: "Watercolour of {scene}, early morning light, soft washes, calm and warm, illustration for a reading book",
    slots: [{ name: "scene", label: "Scene", example: "a village house with a cow and a tree beside green fields" }],
    negativePrompt: "text, modern buildings, cars",
    aspectRatio: "3:2",
    style: "watercolour",
    seed: 14,
  },
  {
    id: "volcano-model",
    title: "Volcano",
    description: "An erupting volcano, clear enough to label.",
    prompt:
      "Side view of an erupting volcano with lava and smoke over {land}, clear simple shapes, flat colours, picture for {grade}, no words",
    slots: [
      { name: "land", label: "Land around it", example: "green fields" },
      { name: "grade", label: "Class", example: "class 7" },
    ],
    negativePrompt: "text, letters, people",
    aspectRatio: "1:1",
    seed: 19,
  },
];

import type { TemplateDraft } from "./draft";

const UNWANTED = "text, watermark, hands, cutlery, clutter";

/** Menus, tiffin services, bakeries and tea stalls. */
export const FOOD: readonly TemplateDraft[] = [
  {
    id: "cutting-chai",
    title: "Cutting chai",
    description: "A ribbed glass of chai with biscuits, the way it is served.",
    prompt:
      "Cutting chai in a ribbed glass on a white saucer, {side} beside it, morning light from the right, plain {colour} wall, room above for text",
    slots: [
      { name: "side", label: "Beside it", example: "two biscuits" },
      { name: "colour", label: "Wall", example: "peach" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "4:5",
    seed: 41,
  },
  {
    id: "thali-menu",
    title: "Thali of the day",
    description: "A full brass thali for a menu or a tiffin post.",
    prompt:
      "A brass thali with {dishes}, on a {colour} background, seen from the front at table height, warm light, fresh and generous, menu photograph",
    slots: [
      { name: "dishes", label: "Dishes", example: "curries, puri and sweets" },
      { name: "colour", label: "Background", example: "dark green" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "3:2",
    seed: 6,
  },
  {
    id: "fruit-on-blue",
    title: "Fruit on colour",
    description: "Fresh fruit on one strong colour; stops the thumb.",
    prompt:
      "{fruit} on a {colour} background, hard sunlight, crisp shadow, saturated, fresh, editorial food photograph",
    slots: [
      { name: "fruit", label: "Fruit", example: "A mango and two lemons" },
      { name: "colour", label: "Background", example: "cobalt blue" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "1:1",
    style: "photo",
    seed: 3,
  },
  {
    id: "birthday-cake",
    title: "Birthday cake",
    description: "A cake with candles and balloons for a bakery order.",
    prompt:
      "{cake} birthday cake with three candles, balloons behind it, soft {colour} background, cheerful, bakery photograph",
    slots: [
      { name: "cake", label: "Cake", example: "Pink" },
      { name: "colour", label: "Background", example: "light blue" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "4:5",
    seed: 23,
  },
  {
    id: "pickle-jar",
    title: "Home-made jar",
    description: "Pickle, honey or ghee in a labelled jar with its ingredient.",
    prompt:
      "Jar of {product} with {ingredient} beside it, {colour} background, rustic daylight, home-made and honest, product photograph",
    slots: [
      { name: "product", label: "Product", example: "pickle" },
      { name: "ingredient", label: "Ingredient", example: "two mangoes and a chilli" },
      { name: "colour", label: "Background", example: "mustard" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "1:1",
    style: "product",
    seed: 28,
  },
  {
    id: "samosa-stall",
    title: "Hot snack",
    description: "Fresh snacks and tea for a stall's poster.",
    prompt: "Hot {snack} with a glass of chai on a {colour} background, evening light, crisp and fresh, close view",
    slots: [
      { name: "snack", label: "Snack", example: "samosas" },
      { name: "colour", label: "Background", example: "teal" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "1:1",
    seed: 30,
  },
  {
    id: "tea-stall-poster",
    title: "Tea stall poster",
    description: "A painted stall with a striped awning, flat and bold.",
    prompt:
      "Tea stall with a striped awning, {colour} background, flat poster illustration, bold shapes, {mood}, space for the name above",
    slots: [
      { name: "colour", label: "Colour", example: "saffron" },
      { name: "mood", label: "Mood", example: "cheerful" },
    ],
    negativePrompt: "text, people",
    aspectRatio: "2:3",
    style: "poster",
    seed: 18,
  },
];

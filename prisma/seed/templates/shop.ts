import type { TemplateDraft } from "./draft";

const UNWANTED = "text, watermark, logo, hands, clutter";

/** Goods for a listing, a catalogue page or an offer. */
export const SHOP: readonly TemplateDraft[] = [
  {
    id: "product-on-plinth",
    title: "Product on plinth",
    description: "One product on a low round plinth in soft light, ready for a listing.",
    prompt:
      "{product} on a low white plinth, plain {colour} background, soft light from the left, two small accent spheres, gentle shadow, sharp label, room above for a headline",
    slots: [
      { name: "product", label: "Product", example: "Amber glass bottle of hair oil" },
      { name: "colour", label: "Background", example: "pale sage" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "4:5",
    style: "product",
    seed: 21,
  },
  {
    id: "kurta-catalogue",
    title: "Clothes catalogue",
    description: "A garment shown whole on a quiet wall, true to its colour.",
    prompt:
      "{garment} shown from the front in a studio, smooth {colour} background, even light, true fabric texture, full garment in frame, catalogue photograph",
    slots: [
      { name: "garment", label: "Garment", example: "White cotton kurta with green piping" },
      { name: "colour", label: "Background", example: "terracotta" },
    ],
    negativePrompt: "person, mannequin, creases, text, watermark",
    aspectRatio: "4:5",
    seed: 4,
  },
  {
    id: "three-pots",
    title: "Craft listing",
    description: "Handmade pieces in a row on one strong colour.",
    prompt:
      "{pieces} in a row on a {colour} background, hard morning light, long soft shadows, handmade surface, still life for an online craft shop",
    slots: [
      { name: "pieces", label: "Pieces", example: "Navy clay pot, orange vase and white jar" },
      { name: "colour", label: "Background", example: "olive" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "1:1",
    seed: 9,
  },
  {
    id: "sneaker-launch",
    title: "Shoe launch",
    description: "A single shoe, big and bright, for a launch post.",
    prompt:
      "One {shoe} on a plinth, {colour} background, three-dimensional render, crisp studio light, bold launch picture with space around it",
    slots: [
      { name: "shoe", label: "Shoe", example: "orange running shoe" },
      { name: "colour", label: "Background", example: "cobalt blue" },
    ],
    negativePrompt: "text, logo, feet, box",
    aspectRatio: "1:1",
    style: "render3d",
    seed: 12,
  },
  {
    id: "jewellery-close",
    title: "Jewellery on dark",
    description: "Gold against a deep colour, for a wedding-season offer.",
    prompt:
      "{piece} on a dark display bust, deep {colour} background, warm side light, fine metal detail, festive and quiet, product photograph",
    slots: [
      { name: "piece", label: "Piece", example: "Gold necklace" },
      { name: "colour", label: "Background", example: "maroon" },
    ],
    negativePrompt: "face, hands, text, watermark",
    aspectRatio: "4:5",
    style: "product",
    seed: 33,
  },
  {
    id: "perfume-rose",
    title: "Perfume with flower",
    description: "A bottle and one flower, for beauty and gifting pages.",
    prompt:
      "{product} beside a single rose, {colour} background, dewy soft light, delicate shadow, beauty product photograph",
    slots: [
      { name: "product", label: "Product", example: "Gold perfume bottle" },
      { name: "colour", label: "Background", example: "blush" },
    ],
    negativePrompt: UNWANTED,
    aspectRatio: "2:3",
    style: "product",
    seed: 6,
  },
  {
    id: "bag-offer",
    title: "Offer with gift",
    description: "Product and gift box side by side, for a sale banner.",
    prompt:
      "{product} next to a wrapped gift on a {colour} background, cheerful flat colours, clear space for an offer on the right, sale banner",
    slots: [
      { name: "product", label: "Product", example: "Red tote bag" },
      { name: "colour", label: "Background", example: "yellow" },
    ],
    negativePrompt: "people, text, price tags",
    aspectRatio: "16:9",
    seed: 8,
  },
];

/** Style presets: words appended to the prompt for the image model. Shared with the browser. */
export const STYLES = {
  photo: { name: "Photo", words: "realistic photograph, natural light, fine detail" },
  product: { name: "Product", words: "studio product photograph, soft box light, clean background" },
  cinematic: { name: "Cinematic", words: "cinematic still, dramatic light, shallow depth of field" },
  poster: { name: "Poster", words: "flat poster illustration, bold shapes, limited palette" },
  watercolour: { name: "Watercolour", words: "watercolour painting, soft edges, paper texture" },
  lineart: { name: "Line art", words: "clean line drawing, white background, even line weight" },
  render3d: { name: "3D", words: "three-dimensional render, rounded forms, soft shadows" },
} as const;

export type Style = keyof typeof STYLES;
export const STYLE_KEYS = [
  "photo",
  "product",
  "cinematic",
  "poster",
  "watercolour",
  "lineart",
  "render3d",
] as const satisfies readonly Style[];

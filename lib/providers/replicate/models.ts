import type { ImageOrder } from "../image-generator";

/** How one model is addressed and asked for exact pixels (providers.md 6). Inputs are built from these lists only. */
type Model = {
  /** Community models need a version id, official ones none. */
  version?: string;
  input: (order: ImageOrder) => Record<string, string | number | boolean>;
};

/** Asked for less than a model makes, it is asked for the same shape larger; delivery scales down. `least`: its shortest side and smallest area. */
function atLeast({ width, height }: ImageOrder, least: { sidePx: number; areaPx: number }) {
  const factor = Math.max(1, least.sidePx / Math.min(width, height), Math.sqrt(least.areaPx / (width * height)));
  const enlarged = (side: number) => (factor === 1 ? side : Math.min(4096, Math.ceil((side * factor) / 8) * 8));
  return { width: enlarged(width), height: enlarged(height) };
}

const seedream =
  (least: { sidePx: number; areaPx: number }): Model["input"] =>
  (order) => ({
    prompt: order.prompt,
    size: "custom",
    ...atLeast(order, least),
    max_images: 1,
    sequential_image_generation: "disabled",
  });

export const MODELS: Record<string, Model> = {
  "stability-ai/sdxl": {
    version: "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc",
    input: ({ prompt, negativePrompt, seed, width, height }) => ({
      prompt,
      ...(negativePrompt ? { negative_prompt: negativePrompt } : {}),
      ...(seed === undefined ? {} : { seed }),
      width,
      height,
      num_outputs: 1,
      refine: "no_refiner",
      apply_watermark: true,
    }),
  },
  // Enhancing is done before, by the person's own choice.
  "bytedance/seedream-4": {
    input: (order) => ({ ...seedream({ sidePx: 1024, areaPx: 0 })(order), enhance_prompt: false }),
  },
  "bytedance/seedream-4.5": { input: seedream({ sidePx: 1024, areaPx: 3_690_000 }) },
};

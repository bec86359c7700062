import type { ImageOrder } from "../image-generator";

/** How one model is addressed and asked for exact pixels (providers.md 6). Inputs are built from these lists only. */
type Model = {
  /** Community models need a version id, official ones none. */
  version?: string;
  input: (order: ImageOrder) => Record<string, string | number | boolean>;
};

const seedream: Model["input"] = ({ prompt, width, height }) => ({
  prompt,
  size: "custom",
  width,
  height,
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
  "bytedance/seedream-4": { input: (order) => ({ ...seedream(order), enhance_prompt: false }) },
  "bytedance/seedream-4.5": { input: seedream },
};

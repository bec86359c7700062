/**
 * The three tiers (product.md 2) and what each one's model can do (providers.md 6), in one table. Shared with the browser, so
 * that only options the model can use are offered.
 */
export const TIERS = {
  standard: {
    name: "Standard",
    shortName: "Standard",
    longSidePx: 1024,
    model: "stability-ai/sdxl",
    modelName: "SDXL",
    takesNegativePrompt: true,
    takesSeed: true,
    /** Used for estimates until enough pictures were made here, ms. */
    usualMs: 8_000,
  },
  premium2k: {
    name: "Premium 2K",
    shortName: "2K",
    longSidePx: 2048,
    model: "bytedance/seedream-4",
    modelName: "Seedream 4",
    takesNegativePrompt: false,
    takesSeed: false,
    usualMs: 15_000,
  },
  premium4k: {
    name: "Premium 4K",
    shortName: "4K",
    longSidePx: 4096,
    model: "bytedance/seedream-4.5",
    modelName: "Seedream 4.5",
    takesNegativePrompt: false,
    takesSeed: false,
    usualMs: 30_000,
  },
} as const;

export type Tier = keyof typeof TIERS;
export const TIER_KEYS = ["standard", "premium2k", "premium4k"] as const satisfies readonly Tier[];

export const ASPECT_RATIOS = ["1:1", "4:5", "3:2", "2:3", "16:9", "9:16"] as const;
export type AspectRatio = (typeof ASPECT_RATIOS)[number];

/** Exact pixels of a tier and ratio: the short side is long x ratio to the nearest multiple of 8. */
export function sizeOf(tier: Tier, ratio: AspectRatio): { width: number; height: number } {
  const [across, down] = ratio.split(":").map(Number) as [number, number];
  const long = TIERS[tier].longSidePx;
  const short = Math.round((long * Math.min(across, down)) / Math.max(across, down) / 8) * 8;
  return across >= down ? { width: long, height: short } : { width: short, height: long };
}

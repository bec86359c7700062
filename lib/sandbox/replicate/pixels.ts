export type Pixels = { width: number; height: number };
type Input = Record<string, unknown>;
type Sizes = Record<string, readonly [width: number, height: number]>;

/** flux at one megapixel, from its published code. */
const FLUX_1_MP: Sizes = {
  "1:1": [1024, 1024],
  "16:9": [1344, 768],
  "21:9": [1536, 640],
  "3:2": [1216, 832],
  "2:3": [832, 1216],
  "4:5": [896, 1088],
  "5:4": [1088, 896],
  "3:4": [896, 1152],
  "4:3": [1152, 896],
  "9:16": [768, 1344],
  "9:21": [640, 1536],
};

/** seedream's class `2K`: about four megapixels, whatever the ratio. */
const SEEDREAM_2K: Sizes = {
  "1:1": [2048, 2048],
  "4:3": [2304, 1728],
  "3:4": [1728, 2304],
  "16:9": [2560, 1440],
  "9:16": [1440, 2560],
  "3:2": [2496, 1664],
  "2:3": [1664, 2496],
  "21:9": [3024, 1296],
};

const scaled = ([width, height]: readonly [number, number], by: number): Pixels => ({
  width: width * by,
  height: height * by,
});

/** A list's entry for the input's ratio; a square where the ratio would come from an image that isn't given. */
const listed = (sizes: Sizes, input: Input, by = 1): Pixels =>
  scaled(sizes[String(input.aspect_ratio)] ?? sizes["1:1"] ?? [1024, 1024], by);

const exact = ({ width, height }: Input): Pixels => ({ width: Number(width), height: Number(height) });

/** Sides of `megapixels` (binary) in the input's ratio, in steps. */
function byArea(megapixels: number, input: Input, step: number): Pixels {
  const [across, down] = /^\d+:\d+$/.test(String(input.aspect_ratio))
    ? String(input.aspect_ratio).split(":").map(Number)
    : [1, 1];
  const height = Math.sqrt((megapixels * 2 ** 20 * (down ?? 1)) / (across ?? 1));
  const rounded = (length: number) => Math.round(length / step) * step;
  return { width: rounded((height * (across ?? 1)) / (down ?? 1)), height: rounded(height) };
}

const isCustom = ({ size, aspect_ratio }: Input) => size === "custom" || aspect_ratio === "custom";
const SEEDREAM_CLASS: Record<string, number> = { "1K": 0.5, "2K": 1, "4K": 2 };
const seedream = (input: Input) =>
  isCustom(input) ? exact(input) : listed(SEEDREAM_2K, input, SEEDREAM_CLASS[String(input.size)] ?? 1);

/** What each model makes of its input (with defaults filled in), pixels. Models that take no prompt are not here. */
const PIXELS: Record<string, (input: Input) => Pixels> = {
  "stability-ai/sdxl": exact,
  "black-forest-labs/flux-schnell": (input) => listed(FLUX_1_MP, input, input.megapixels === "0.25" ? 0.5 : 1),
  "black-forest-labs/flux-1.1-pro": (input) =>
    isCustom(input) ? exact({ width: 1024, height: 1024, ...input }) : listed(FLUX_1_MP, input),
  "black-forest-labs/flux-1.1-pro-ultra": (input) => byArea(4, input, 32),
  "black-forest-labs/flux-2-pro": (input) =>
    isCustom(input)
      ? exact({ width: 1024, height: 1024, ...input })
      : byArea(Number.parseFloat(String(input.resolution)) || 1, input, 16),
  "bytedance/seedream-4": seedream,
  "bytedance/seedream-4.5": seedream,
};

/** The pixels of one output, or undefined for a model that does not draw from a prompt. */
export const pixelsOf = (model: string, input: Input): Pixels | undefined => PIXELS[model]?.(input);

/** Pixels that a model makes of an input (providers.md 6). `1K/2K/4K` and megapixels are area classes: the ratio bends the sides. */
export type Pixels = { width: number; height: number };

const AREA_MP: Record<string, number> = {
  "1": 1,
  "0.25": 0.25,
  "0.5 MP": 0.5,
  "1 MP": 1,
  "2 MP": 2,
  "4 MP": 4,
  "1K": 1,
  "2K": 4,
  "3K": 9,
  "4K": 16,
};
const MEGA = 1024 * 1024;

function byArea(area: number, ratio: string, step: number): Pixels {
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  const height = Math.sqrt((area * down) / across);
  const round = (length: number) => Math.max(step, Math.round(length / step) * step);
  return { width: round((height * across) / down), height: round(height) };
}

const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

export function pixelsOf(input: Record<string, unknown>): Pixels {
  const width = number(input.width);
  const height = number(input.height);
  const isCustom = input.size === "custom" || input.aspect_ratio === "custom";
  const hasClasses = input.size !== undefined || input.aspect_ratio !== undefined;
  if (width && height && (isCustom || !hasClasses)) return { width, height };
  if (typeof input.size === "string" && /^\d+x\d+$/.test(input.size)) {
    const [w = 1024, h = 1024] = input.size.split("x").map(Number);
    return { width: w, height: h };
  }
  const area = AREA_MP[String(input.size ?? input.resolution ?? input.megapixels ?? "1")] ?? 1;
  const ratio =
    typeof input.aspect_ratio === "string" && /^\d+:\d+$/.test(input.aspect_ratio) ? input.aspect_ratio : "1:1";
  return byArea(area * MEGA, ratio, 16);
}

/** Colours as #rrggbb; arithmetic in OKLCH, where steps of lightness look equal in every hue. */
export interface Oklch {
  /** 0 to 1 */
  l: number;
  /** 0 to about 0.32 */
  c: number;
  /** degrees */
  h: number;
}

const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toGamma = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

function toLab(hex: string): [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  const r = toLinear((n >> 16) / 255);
  const g = toLinear(((n >> 8) & 255) / 255);
  const b = toLinear((n & 255) / 255);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toRgb(L: number, A: number, B: number): [number, number, number] {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

export function oklchOf(hex: string): Oklch {
  const [l, a, b] = toLab(hex);
  return { l, c: Math.hypot(a, b), h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 };
}

/** The nearest colour a screen shows: chroma gives way, lightness and hue stay. */
export function hexOf({ l, c, h }: Oklch): string {
  const lightness = Math.min(1, Math.max(0, l));
  const angle = (h * Math.PI) / 180;
  let chroma = Math.max(0, c);
  let rgb = toRgb(lightness, chroma * Math.cos(angle), chroma * Math.sin(angle));
  for (let i = 0; i < 24 && rgb.some((v) => v < -0.0005 || v > 1.0005); i++) {
    chroma *= 0.9;
    rgb = toRgb(lightness, chroma * Math.cos(angle), chroma * Math.sin(angle));
  }
  const byte = (v: number) =>
    Math.round(255 * toGamma(Math.min(1, Math.max(0, v))))
      .toString(16)
      .padStart(2, "0");
  return `#${rgb.map(byte).join("")}`;
}

export function mix(from: string, to: string, share: number): string {
  const a = toLab(from);
  const b = toLab(to);
  const [l, x, y] = [0, 1, 2].map((i) => a[i]! + (b[i]! - a[i]!) * share) as [number, number, number];
  return hexOf({ l, c: Math.hypot(x, y), h: ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360 });
}

/** Moves a hue a few degrees towards another by the shorter way. */
function lean(h: number, towards: number, degrees: number): number {
  const gap = ((towards - h + 540) % 360) - 180;
  return (h + Math.sign(gap) * Math.min(Math.abs(gap), degrees) + 360) % 360;
}

/** As the same surface looks in light: lighter, and a little warmer. */
export function lit(hex: string, by: number): string {
  const { l, c, h } = oklchOf(hex);
  return hexOf({ l: l + (1 - l) * by, c: c * (1 - by * 0.35), h: lean(h, 90, by * 18) });
}

/** As the same surface looks in shade: darker, yellows turning to amber and the rest a little cooler. */
export function shaded(hex: string, by: number): string {
  const { l, c, h } = oklchOf(hex);
  const isWarm = h > 20 && h < 125;
  return hexOf({
    l: l * (1 - by),
    c: c * (1 - by * 0.2),
    h: isWarm && c > 0.06 ? lean(h, 42, by * 60) : lean(h, 290, by * (c > 0.12 ? 22 : 40)),
  });
}

export function withLightness(hex: string, l: number, chromaShare = 1): string {
  const colour = oklchOf(hex);
  return hexOf({ l, c: colour.c * chromaShare, h: colour.h });
}

export function turned(hex: string, degrees: number): string {
  const { l, c, h } = oklchOf(hex);
  return hexOf({ l, c, h: (h + degrees + 360) % 360 });
}

/** Repaints a colour in another's hue, keeping most of its own lightness so that the depth of a scene survives. */
export function dyed(hex: string, dye: string, strength: number): string {
  const own = oklchOf(hex);
  const other = oklchOf(dye);
  const isGrey = other.c < 0.03;
  const keep = isGrey ? 0.5 : 0.78;
  const l = own.l * keep + other.l * (1 - keep);
  const c = isGrey
    ? Math.min(own.c * 0.25, 0.02)
    : Math.max(other.c * (l > 0.85 ? 0.26 : l > 0.7 ? 0.55 : 0.88), own.c * 0.4);
  return mix(hex, hexOf({ l, c, h: other.h }), strength);
}

/** How different two colours look, in OKLab. */
export function distance(a: string, b: string): number {
  const [x, y] = [toLab(a), toLab(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

import { createRandom } from "./prng";

/** What happens to the pixels once the drawing is rasterised. */
export interface Finish {
  /** Film grain, in levels of 255. */
  grain: number;
  /** Darkening of the corners, 0 to 1. */
  vignette: number;
  /** Wavering edges and paper tooth of a painting. */
  isPainted: boolean;
}

const TILE = 256;

function noiseTile(label: string): Float32Array {
  const chance = createRandom(label);
  return Float32Array.from({ length: TILE * TILE }, () => chance.next() + chance.next() - 1);
}

/** Smooth noise that wraps, between -1 and 1: one value a lattice point, blended between. */
function smoothTile(label: string, cells: number): Float32Array {
  const chance = createRandom(label);
  const lattice = Array.from({ length: cells * cells }, () => chance.between(-1, 1));
  const ease = (t: number) => t * t * (3 - 2 * t);
  const tile = new Float32Array(TILE * TILE);
  for (let y = 0; y < TILE; y++)
    for (let x = 0; x < TILE; x++) {
      const [fx, fy] = [(x / TILE) * cells, (y / TILE) * cells];
      const [x0, y0] = [Math.floor(fx), Math.floor(fy)];
      const [x1, y1] = [(x0 + 1) % cells, (y0 + 1) % cells];
      const [tx, ty] = [ease(fx - x0), ease(fy - y0)];
      const top = lattice[y0 * cells + x0]! * (1 - tx) + lattice[y0 * cells + x1]! * tx;
      const low = lattice[y1 * cells + x0]! * (1 - tx) + lattice[y1 * cells + x1]! * tx;
      tile[y * TILE + x] = top * (1 - ty) + low * ty;
    }
  return tile;
}

/** Moves every pixel a little along smooth noise, so that edges waver like wet paint. */
function waver(pixels: Buffer, width: number, height: number): Buffer {
  const across = smoothTile("across", 22);
  const along = smoothTile("along", 22);
  const short = Math.min(width, height);
  const step = TILE / (short * 0.5);
  const reach = short * 0.006;
  const out = Buffer.allocUnsafe(pixels.length);
  for (let y = 0; y < height; y++) {
    const row = (Math.floor(y * step) % TILE) * TILE;
    for (let x = 0; x < width; x++) {
      const at = row + (Math.floor(x * step) % TILE);
      const sx = Math.min(width - 1, Math.max(0, Math.round(x + across[at]! * reach)));
      const sy = Math.min(height - 1, Math.max(0, Math.round(y + along[at]! * reach)));
      pixels.copy(out, (y * width + x) * 3, (sy * width + sx) * 3, (sy * width + sx) * 3 + 3);
    }
  }
  return out;
}

/** Applies a finish to raw RGB pixels and returns them; the grain keeps its size relative to the picture. */
export function applyFinish(source: Buffer, width: number, height: number, finish: Finish): Buffer {
  const pixels = finish.isPainted ? waver(source, width, height) : source;
  const noise = noiseTile("grain");
  const tooth = finish.isPainted ? smoothTile("tooth", 64) : undefined;
  const coarse = Math.max(1, Math.round(Math.min(width, height) / 1024));
  const [cx, cy] = [width / 2, height / 2];
  for (let y = 0; y < height; y++) {
    const row = (Math.floor(y / coarse) % TILE) * TILE;
    const dy = ((y - cy) / cy) ** 2;
    for (let x = 0; x < width; x++) {
      const at = row + (Math.floor(x / coarse) % TILE);
      const level = noise[at]! * finish.grain + (tooth ? tooth[at]! * 5 : 0);
      const dim = finish.vignette ? 1 - finish.vignette * Math.max(0, (dy + ((x - cx) / cx) ** 2) / 2 - 0.2) : 1;
      const i = (y * width + x) * 3;
      for (let channel = i; channel < i + 3; channel++) {
        const value = pixels[channel]! * dim + level + 0.5;
        pixels[channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
  return pixels;
}

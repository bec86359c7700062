import { lit, mix, shaded } from "./colour";

/** How surfaces are painted: lit forms, two flat tones, ink outlines, or thin washes on paper. */
export type Treatment = "soft" | "flat" | "line" | "wash";
/** Offset 0 to 1, colour, opacity. */
export type Stop = readonly [number, string, number?];
export type Line = readonly [x1: number, y1: number, x2: number, y2: number];

export const DOWN: Line = [0, 0, 0, 1];
export const ACROSS: Line = [0, 0, 1, 0];
export const PAPER = "#fbf8f1";

const number = (value: number) => String(Math.round(value * 100) / 100);

/** Collects one SVG document. Drawings speak to it in local units; the treatment decides how each surface looks. */
export class Pen {
  readonly #body: string[] = [];
  readonly #defs: string[] = [];
  readonly #paints = new Map<string, string>();
  #scale = 1;
  #silhouette: string | undefined;

  constructor(
    readonly treatment: Treatment,
    readonly ink: string,
  ) {}

  #define(markup: (id: string) => string): string {
    const key = markup("");
    const known = this.#paints.get(key);
    if (known) return known;
    const id = `p${this.#paints.size}`;
    this.#defs.push(markup(id));
    this.#paints.set(key, `url(#${id})`);
    return `url(#${id})`;
  }

  #stops(stops: readonly Stop[]): string {
    return stops
      .map(([at, colour, opacity = 1]) => {
        const clear = opacity < 1 ? ` stop-opacity="${number(opacity)}"` : "";
        return `<stop offset="${number(at)}" stop-color="${colour}"${clear}/>`;
      })
      .join("");
  }

  linear(stops: readonly Stop[], line: Line = DOWN): string {
    const [x1, y1, x2, y2] = line;
    return this.#define(
      (id) =>
        `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${this.#stops(stops)}</linearGradient>`,
    );
  }

  radial(stops: readonly Stop[], cx = 0.5, cy = 0.5, r = 0.5): string {
    return this.#define(
      (id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${this.#stops(stops)}</radialGradient>`,
    );
  }

  /** A surface turning away from the light, as a cup or a trunk does. */
  round(colour: string): string {
    const dark = shaded(colour, 0.34);
    if (this.treatment === "flat")
      return this.linear(
        [
          [0, colour],
          [0.66, colour],
          [0.66, shaded(colour, 0.18)],
        ],
        ACROSS,
      );
    return this.linear(
      [
        [0, shaded(colour, 0.14)],
        [0.14, colour],
        [0.3, lit(colour, 0.28)],
        [0.5, colour],
        [0.8, shaded(colour, 0.2)],
        [1, dark],
      ],
      ACROSS,
    );
  }

  ball(colour: string): string {
    if (this.treatment === "flat")
      return this.radial(
        [
          [0, colour],
          [0.78, colour],
          [0.78, shaded(colour, 0.17)],
        ],
        0.38,
        0.36,
        0.68,
      );
    return this.radial(
      [
        [0, lit(colour, 0.42)],
        [0.22, lit(colour, 0.14)],
        [0.52, colour],
        [0.8, shaded(colour, 0.24)],
        [1, shaded(colour, 0.4)],
      ],
      0.35,
      0.3,
      0.78,
    );
  }

  /** A flat face catching a little light at its top left. */
  face(colour: string): string {
    if (this.treatment === "flat") return colour;
    return this.linear(
      [
        [0, lit(colour, 0.12)],
        [0.55, colour],
        [1, shaded(colour, 0.12)],
      ],
      [0.1, 0, 0.7, 1],
    );
  }

  #paintOf(fill: string, opacity: number): string {
    if (this.#silhouette) return `fill="${this.#silhouette}"`;
    const clear = opacity < 1 ? ` fill-opacity="${number(opacity)}"` : "";
    if (this.treatment === "line") {
      const tint = fill.startsWith("#") ? mix(PAPER, fill, 0.14) : PAPER;
      return `fill="${tint}"${clear} stroke="${this.ink}" stroke-width="${number(2.6 / this.#scale)}" stroke-linejoin="round"`;
    }
    if (this.treatment === "wash") {
      const edge = fill.startsWith("#") ? shaded(fill, 0.25) : "none";
      return `fill="${fill}" fill-opacity="${number(opacity * 0.86)}" stroke="${edge}" stroke-opacity="0.3" stroke-width="${number(2.4 / this.#scale)}"`;
    }
    return `fill="${fill}"${clear}`;
  }

  shape(d: string, fill: string, opacity = 1): this {
    this.#body.push(`<path d="${d}" ${this.#paintOf(fill, opacity)}/>`);
    return this;
  }

  ellipse(x: number, y: number, rx: number, ry: number, fill: string, opacity = 1): this {
    this.#body.push(
      `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(rx)}" ry="${number(ry)}" ${this.#paintOf(fill, opacity)}/>`,
    );
    return this;
  }

  circle(x: number, y: number, r: number, fill: string, opacity = 1): this {
    return this.ellipse(x, y, r, r, fill, opacity);
  }

  rect(x: number, y: number, width: number, height: number, fill: string, radius = 0, opacity = 1): this {
    const corner = radius ? ` rx="${number(radius)}"` : "";
    this.#body.push(
      `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"${corner} ${this.#paintOf(fill, opacity)}/>`,
    );
    return this;
  }

  stroke(d: string, colour: string, width: number, opacity = 1): this {
    const paint = this.#silhouette ?? (this.treatment === "line" ? this.ink : colour);
    const thickness = this.treatment === "line" ? Math.min(width, 2.6 / this.#scale) : width;
    const clear = opacity < 1 ? ` stroke-opacity="${number(opacity)}"` : "";
    this.#body.push(
      `<path d="${d}" fill="none" stroke="${paint}" stroke-width="${number(thickness)}" stroke-linecap="round" stroke-linejoin="round"${clear}/>`,
    );
    return this;
  }

  /** Light, mist, glints and shadows: surfaces without an edge, which ink drawings leave out. */
  air(d: string, fill: string, opacity = 1): this {
    if (this.treatment === "line" || this.#silhouette) return this;
    this.#body.push(`<path d="${d}" fill="${fill}" fill-opacity="${number(opacity)}"/>`);
    return this;
  }

  glow(x: number, y: number, rx: number, ry: number, stops: readonly Stop[]): this {
    if (this.treatment === "line" || this.#silhouette) return this;
    this.#body.push(
      `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(rx)}" ry="${number(ry)}" fill="${this.radial(stops)}"/>`,
    );
    return this;
  }

  at(x: number, y: number, scale: number | readonly [number, number], draw: () => void, rotate = 0): this {
    const [sx, sy] = typeof scale === "number" ? [scale, scale] : scale;
    const turn = rotate ? ` rotate(${number(rotate)})` : "";
    this.#body.push(
      `<g transform="translate(${number(x)} ${number(y)}) scale(${Number(sx.toFixed(4))} ${Number(sy.toFixed(4))})${turn}">`,
    );
    const before = this.#scale;
    this.#scale *= Math.abs(sx);
    draw();
    this.#scale = before;
    this.#body.push("</g>");
    return this;
  }

  clip(d: string, draw: () => void): this {
    const id = this.#define((name) => `<clipPath id="${name}"><path d="${d}"/></clipPath>`);
    this.#body.push(`<g clip-path="${id}">`);
    draw();
    this.#body.push("</g>");
    return this;
  }

  fade(opacity: number, draw: () => void): this {
    this.#body.push(`<g opacity="${number(opacity)}">`);
    draw();
    this.#body.push("</g>");
    return this;
  }

  /** The same drawing as a shadow thrown to the right on the floor it stands on. */
  cast(colour: string, strength: number, draw: () => void, slant = 0.95, squash = 0.3): this {
    if (this.treatment === "line" || this.#silhouette) return this;
    this.#silhouette = colour;
    this.#body.push(
      `<g opacity="${number(strength)}" transform="matrix(1 0 ${number(-slant)} ${number(squash)} 0 0)">`,
    );
    draw();
    this.#body.push("</g>");
    this.#silhouette = undefined;
    return this;
  }

  /** Finished markup put in as it is. */
  raw(markup: string): this {
    this.#body.push(markup);
    return this;
  }

  document(width: number, height: number, viewWidth: number, viewHeight: number): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${number(viewWidth)} ${number(viewHeight)}" preserveAspectRatio="none">` +
      `<defs>${this.#defs.join("")}</defs>${this.#body.join("")}</svg>`
    );
  }
}

import sharp from "sharp";
import { mix } from "./colour";
import { applyFinish, type Finish } from "./finish";
import { markOf } from "./mark";
import { choosePalette } from "./palette";
import { PAPER, Pen, type Treatment } from "./pen";
import { createRandom } from "./prng";
import { readPrompt, type Wish } from "./read-prompt";
import { drawScene } from "./scene";
import { STOCK } from "./subjects/stock";

export interface RenderRequest {
  prompt: string;
  negativePrompt?: string;
  /** Pixels of the result. */
  width: number;
  height: number;
  seed: number;
  format: "png" | "jpeg" | "webp";
}

const SHORT_SIDE = 1000;

function treatmentOf({ styles, settings, subjects }: Wish): Treatment {
  if (styles.includes("line")) return "line";
  if (styles.includes("wash")) return "wash";
  const isPoster =
    settings.includes("poster") &&
    !styles.includes("product") &&
    subjects.every(({ kind }) => STOCK[kind].place !== "table");
  return styles.includes("flat") || isPoster ? "flat" : "soft";
}

function finishOf(wish: Wish, treatment: Treatment): Finish {
  return {
    grain: treatment === "line" ? 0 : wish.styles.includes("cinematic") ? 5 : treatment === "flat" ? 1.5 : 3,
    vignette: wish.styles.includes("cinematic") ? 0.6 : treatment === "soft" ? 0.1 : 0,
    isPainted: treatment === "wash",
  };
}

/** The drawing of a request as an SVG document, without the mark. */
function drawingOf(request: RenderRequest, wish: Wish, treatment: Treatment): string {
  const { width, height, prompt, seed } = request;
  const unit = Math.min(width, height) / SHORT_SIDE;
  const words = createRandom(prompt.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim());
  const palette = choosePalette(wish, words);
  const pen = new Pen(treatment, palette.ink);
  const view = { width: width / unit, height: height / unit };
  if (treatment === "wash" || treatment === "line")
    pen.raw(`<rect width="100%" height="100%" fill="${mix(PAPER, palette.wall, 0.06)}"/>`);
  drawScene({ pen, ...view, palette, wish, words, random: words.fork(seed) });
  return pen.document(width, height, view.width, view.height);
}

/**
 * Draws a picture that follows the prompt, at exactly the requested pixels, marked "sandbox". The same request gives the same
 * bytes with one version of sharp.
 */
export async function render(request: RenderRequest): Promise<Buffer> {
  const { width, height, format } = request;
  const wish = readPrompt(request.prompt, request.negativePrompt);
  const treatment = treatmentOf(wish);
  const drawn = await sharp(Buffer.from(drawingOf(request, wish, treatment)), { limitInputPixels: false })
    .resize(width, height, { fit: "fill" })
    .flatten({ background: PAPER })
    .removeAlpha()
    .raw()
    .toBuffer();
  const pixels = applyFinish(drawn, width, height, finishOf(wish, treatment));
  const unit = Math.min(width, height) / SHORT_SIDE;
  const mark = markOf(width / unit, height / unit);
  const plate = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width / unit} ${height / unit}">${mark}</svg>`;
  const marked = sharp(pixels, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(plate) }])
    .removeAlpha();
  if (format === "png") return marked.png({ compressionLevel: 6 }).toBuffer();
  return format === "jpeg" ? marked.jpeg({ quality: 90 }).toBuffer() : marked.webp({ quality: 86 }).toBuffer();
}

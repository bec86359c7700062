import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { STYLES } from "@/lib/domain/generation/styles";
import { sizeOf } from "@/lib/domain/generation/tiers";
import { render } from "@/lib/sandbox/renderer/render";
import { LANDING_DRAFTS } from "./landing-drafts";
import { CLASS } from "./templates/class";
import { examplePrompt, type TemplateDraft } from "./templates/draft";
import { FESTIVAL } from "./templates/festival";
import { FOOD } from "./templates/food";
import { SHOP } from "./templates/shop";
import { SOCIAL } from "./templates/social";

/** Draws the pictures of templates and landing page once; the results are committed. Run: npx tsx prisma/seed/render-pictures.ts */
const ROOT = path.resolve(import.meta.dirname, "../..");
const LONG_SIDE = 640;

interface Picture {
  width: number;
  height: number;
  /** thumbhash, base64 */
  placeholder: string;
}

async function placeholderOf(file: Buffer): Promise<string> {
  const { data, info } = await sharp(file)
    .resize(90, 90, { fit: "inside" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

type Drawn = Pick<TemplateDraft, "aspectRatio" | "seed" | "style" | "negativePrompt"> & { prompt: string };

async function draw(folder: string, name: string, drawn: Drawn): Promise<Picture> {
  const { aspectRatio, seed, style, negativePrompt } = drawn;
  const prompt = style ? `${drawn.prompt}, ${STYLES[style].words}` : drawn.prompt;
  const png = await render({ prompt, negativePrompt, seed, ...sizeOf("standard", aspectRatio), format: "png" });
  const file = await sharp(png)
    .resize(LONG_SIDE, LONG_SIDE, { fit: "inside" })
    .webp({ quality: 80, effort: 6 })
    .toBuffer();
  const { width, height } = await sharp(file).metadata();
  await writeFile(path.join(ROOT, "public", folder, `${name}.webp`), file);
  return { width, height, placeholder: await placeholderOf(file) };
}

async function drawTemplates(): Promise<void> {
  const pictures: Record<string, Picture> = {};
  for (const draft of [...SHOP, ...CLASS, ...FESTIVAL, ...FOOD, ...SOCIAL])
    pictures[draft.id] = await draw("templates", draft.id, { ...draft, prompt: examplePrompt(draft) });
  await writeFile(path.join(ROOT, "prisma/seed/template-pictures.json"), `${JSON.stringify(pictures, null, 2)}\n`);
}

async function drawLanding(): Promise<void> {
  const entries: string[] = [];
  for (const { name, ...drawn } of LANDING_DRAFTS) {
    const { width, height, placeholder } = await draw("landing", name, drawn);
    entries.push(
      `  {\n    src: "/landing/${name}.webp",\n    width: ${width},\n    height: ${height},\n    alt: ${JSON.stringify(drawn.prompt)},\n    placeholder: "${placeholder}",\n  },`,
    );
  }
  const source = `export interface LandingPicture {
  src: string;
  /** Pixels of the file. */
  width: number;
  height: number;
  /** The prompt it was made from. */
  alt: string;
  /** thumbhash, base64 */
  placeholder: string;
}

/** The wall of pictures; written by prisma/seed/render-pictures.ts. */
export const LANDING_PICTURES: readonly LandingPicture[] = [
${entries.join("\n")}
];
`;
  await writeFile(path.join(ROOT, "components/landing/pictures.ts"), source);
}

await Promise.all(
  ["templates", "landing"].map((folder) => mkdir(path.join(ROOT, "public", folder), { recursive: true })),
);
await drawTemplates();
await drawLanding();

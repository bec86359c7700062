import { link, mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { ASPECT_RATIOS, sizeOf } from "@/lib/domain/generation/tiers";
import { TEST_DATA_DIR } from "@/tests/support/template";

const COLOURS = ["#c2410c", "#1d4ed8", "#047857", "#7c3aed", "#be185d", "#0f766e", "#a16207"];
const WORDS = [
  "पीली पतंग",
  "A tea stall in the rain",
  "Mangoes on blue cloth",
  "शाम का बाज़ार",
  "A quiet harbour at dawn",
];
const MOTIFS = 12;

type Motif = {
  width: number;
  height: number;
  ratio: string;
  /** Of the original. */
  bytes: number;
  placeholder: string;
  files: Record<string, string>;
};

/** A few real pictures in all shapes, painted once a folder. */
async function paintMotifs(mediaDir: string): Promise<Motif[]> {
  const folder = path.join(mediaDir, "motifs");
  await mkdir(folder, { recursive: true });
  const made: Motif[] = [];
  for (let at = 0; at < MOTIFS; at++) {
    const ratio = ASPECT_RATIOS[at % ASPECT_RATIOS.length]!;
    const { width, height } = sizeOf("standard", ratio);
    const [ground, shape] = [COLOURS[at % COLOURS.length], COLOURS[(at + 3) % COLOURS.length]];
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/><circle cx="${width * 0.6}" cy="${height * 0.4}" r="${Math.min(width, height) * 0.3}" fill="${shape}"/><rect y="${height * 0.75}" width="100%" height="${height * 0.25}" fill="#fde68a"/></svg>`;
    const picture = sharp(Buffer.from(svg));
    const files: Record<string, string> = {};
    for (const [name, side] of [
      ["original", 1024],
      ["preview", 1280],
      ["thumbnail", 512],
    ] as const) {
      const sized = picture.clone().resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
      files[`${name}.${name === "original" ? "png" : "webp"}`] = path.join(folder, `${at}-${name}`);
      await writeFile(
        path.join(folder, `${at}-${name}`),
        await (name === "original" ? sized.png() : sized.webp()).toBuffer(),
      );
    }
    const tiny = await picture
      .clone()
      .resize(64, 64, { fit: "inside" })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const placeholder = Buffer.from(rgbaToThumbHash(tiny.info.width, tiny.info.height, tiny.data)).toString("base64");
    const { size: bytes } = await stat(path.join(folder, `${at}-original`));
    made.push({ width, height, ratio, bytes, placeholder, files });
  }
  return made;
}

async function linkFiles(mediaDir: string, ids: string[], motifs: Motif[]): Promise<void> {
  for (const [at, id] of ids.entries()) {
    const folder = path.join(mediaDir, "images", id);
    await mkdir(folder, { recursive: true });
    for (const [name, file] of Object.entries(motifs[at % motifs.length]!.files))
      await link(file, path.join(folder, name));
  }
}

const INSERT = `WITH numbered AS (
    SELECT n, m.value AS motif, replace(gen_random_uuid()::text, '-', '') AS uuid, now() - n * $4::interval AS at,
        ($5::text[])[1 + n % array_length($5::text[], 1)] || ' ' || n AS prompt, (ARRAY['standard','premium-2k','premium-4k'])[1 + n % 3] AS tier
      FROM generate_series(0, $2::int - 1) n JOIN jsonb_array_elements($3::jsonb) WITH ORDINALITY m ON m.ordinality = 1 + n % jsonb_array_length($3::jsonb)
  ), owner AS (SELECT id FROM "user" WHERE email = $1
  ), job AS (
    INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, ignored, started_at,
        finished_at, created_at)
      SELECT 'gen_' || uuid, owner.id, 'succeeded', 'standard', motif->>'ratio', (motif->>'width')::int, (motif->>'height')::int, prompt, prompt, n, 100,
          'test', '{}', at, at, at - interval '9 seconds' FROM numbered, owner
  ), picture AS (
    INSERT INTO image (id, user_id, generation_id, tier, width, height, bytes, format, sha256, placeholder, search_text, created_at)
      SELECT 'img_' || uuid, owner.id, 'gen_' || uuid, 'standard', (motif->>'width')::int, (motif->>'height')::int, (motif->>'bytes')::int, 'png', md5(uuid),
          motif->>'placeholder', lower(prompt), at FROM numbered, owner
  ) SELECT 'img_' || uuid AS id FROM numbered ORDER BY n`;

/**
 * Hangs `count` pictures into somebody's My Creations, newest first and `apart` from one another, with real files that they share on
 * disk. Their jobs have no debits, so the books do not hold here. Resolves to their ids.
 */
export async function hangPictures(
  to: { databaseUrl: string; mediaDir: string },
  { email, count, apart = "20 minutes" }: { email: string; count: number; apart?: string },
): Promise<string[]> {
  const motifs = await paintMotifs(to.mediaDir);
  const client = new pg.Client({ connectionString: to.databaseUrl });
  await client.connect();
  try {
    const shapes = JSON.stringify(motifs.map(({ files: _, ...shape }) => shape));
    const { rows } = await client.query<{ id: string }>(INSERT, [email, count, shapes, apart, WORDS]);
    await client.query("ANALYZE image, generation");
    const ids = rows.map(({ id }) => id);
    await linkFiles(to.mediaDir, ids, motifs);
    return ids;
  } finally {
    await client.end();
  }
}

const PUBLISH = `INSERT INTO post (id, user_id, image_id, generation_id, title, category_id, tags, visibility, status, show_prompt, tier, width, height, placeholder,
    published_at, first_public_at, created_at, search)
  SELECT 'pst_' || substr(i.id, 5), i.user_id, i.id, i.generation_id, g.prompt, 'social', ARRAY[$2::text], 'public', 'live', true, 'standard', i.width, i.height,
      i.placeholder, i.created_at, i.created_at, i.created_at, array_to_tsvector(ARRAY[$2::text])
    FROM image i JOIN generation g ON g.id = i.generation_id WHERE i.id = ANY($1)`;

/** Publishes pictures of `hangPictures` under a tag, with files of their posts. */
export async function publishPictures(
  to: { databaseUrl: string; mediaDir: string },
  ids: string[],
  tag: string,
): Promise<void> {
  for (const id of ids) {
    const folder = path.join(to.mediaDir, "images", id);
    await link(path.join(folder, "thumbnail.webp"), path.join(folder, "post-thumbnail.webp"));
    await link(path.join(folder, "preview.webp"), path.join(folder, "post-preview.jpeg"));
  }
  const client = new pg.Client({ connectionString: to.databaseUrl });
  await client.connect();
  try {
    await client.query(PUBLISH, [ids, tag]);
  } finally {
    await client.end();
  }
}

/** Where the app of the browser tests keeps what `hangPictures` needs. */
export const ofTheApp = () => ({
  databaseUrl: process.env.STUDIO_DATABASE_URL!,
  mediaDir: path.join(TEST_DATA_DIR, "e2e", "media"),
});

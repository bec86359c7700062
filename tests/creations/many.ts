import { createHash } from "node:crypto";
import sharp from "sharp";
import { mediaKey } from "@/lib/domain/creations/variants";
import type { Caller, Studio } from "@/tests/generation/studio";

export type Seed = {
  count: number;
  tier?: string;
  prompt?: string;
  enhancedFrom?: string;
  /** Minutes before now of the newest; each next one is a minute older. */
  startMinutesAgo?: number;
};

/**
 * Pictures without files, by SQL: jobs that succeeded, their debits left out, so the books do not hold here. Resolves to their ids, newest first.
 */
export async function seedPictures(studio: Studio, owner: Caller, seed: Seed): Promise<string[]> {
  const { count, tier = "standard", prompt = "a red kite over green hills", enhancedFrom, startMinutesAgo = 0 } = seed;
  const made = await studio.sql<{ id: string }>(
    `WITH numbered AS (
      SELECT n, replace(gen_random_uuid()::text, '-', '') AS uuid, now() - ($6::int + n) * interval '1 minute' AS at FROM generate_series(1, $2::int) n
    ), job AS (
      INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, enhanced_from, final_prompt, seed, cost_units, model, ignored,
          started_at, finished_at, created_at)
        SELECT 'gen_' || uuid, $1, 'succeeded', $3, '16:9', 320, 180, $4::text || ' ' || n, $5, $4, n, 100, 'test', '{}', at, at, at - interval '9 seconds'
          FROM numbered
    ), picture AS (
      INSERT INTO image (id, user_id, generation_id, tier, width, height, bytes, format, sha256, placeholder, search_text, created_at)
        SELECT 'img_' || uuid, $1, 'gen_' || uuid, $3, 320, 180, 1, 'png', md5(uuid), '', lower(concat_ws(E'\\n', $4::text || ' ' || n, $5::text)), at
          FROM numbered
    ) SELECT 'img_' || uuid AS id FROM numbered ORDER BY n`,
    [owner.userId, count, tier, prompt, enhancedFrom ?? null, startMinutesAgo],
  );
  await studio.sql("ANALYZE image, generation");
  return made.map(({ id }) => id);
}

/** A real picture in every size we keep; noise compresses badly, so `side` decides the bytes. */
export async function paint(width: number, height: number): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 120, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, background: "#888", noise } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

/** Gives seeded pictures this file in full size, preview and thumbnail, and their rows what is true of it. */
export async function storeFiles(studio: Studio, ids: string[], original: Buffer): Promise<void> {
  const { width, height } = await sharp(original).metadata();
  const small = await sharp(original).resize(64).webp().toBuffer();
  const { media } = studio.world.ports;
  for (const id of ids) {
    await media.put(mediaKey(id, "original", "png"), original, "image/png");
    await media.put(mediaKey(id, "preview", "png"), small, "image/webp");
    await media.put(mediaKey(id, "thumbnail", "png"), small, "image/webp");
  }
  const sha256 = createHash("sha256").update(original).digest("hex");
  await studio.sql("UPDATE image SET width = $2, height = $3, bytes = $4, sha256 = $5 WHERE id = ANY($1)", [
    ids,
    width,
    height,
    original.length,
    sha256,
  ]);
}

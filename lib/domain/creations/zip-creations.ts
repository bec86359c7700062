import { makeZip, predictLength } from "client-zip";
import { unitsToCredits } from "@/lib/core/credits";
import type { BodyOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { TIERS, type Tier } from "@/lib/domain/generation/tiers";
import type { StoredFile } from "@/lib/providers/media-store";
import type { zipEndpoint } from "./contract";
import { fileNameOf } from "./file-name";
import { type ImageFormat, mediaKey } from "./variants";

type Row = {
  id: string;
  format: ImageFormat;
  bytes: number;
  width: number;
  height: number;
  created_at: Date;
  prompt: string;
  enhanced_from: string | null;
  negative_prompt: string;
  style: string | null;
  tier: Tier;
  seed: number;
  cost_units: number;
};
type Entry = { name: string; size: number; lastModified: Date };
type Picture = Row & Entry;

const MANIFEST = "manifest.json";
const NOTE =
  "AI-generated: every picture in this archive was made by a trained algorithm and carries a label that says so.";

/** In the order asked for, each once. Throws `not_found` when one of them is not the actor's or lies in the bin. */
async function findPictures(ctx: Ctx<UserActor>, ids: string[]): Promise<Picture[]> {
  const { rows } = await ctx.pool.query<Row>(
    `SELECT i.id, i.format, i.bytes, i.width, i.height, i.created_at, g.prompt, g.enhanced_from, g.negative_prompt, g.style, i.tier, g.seed, g.cost_units
      FROM image i JOIN generation g ON g.id = i.generation_id WHERE i.id = ANY($1) AND i.user_id = $2 AND i.deleted_at IS NULL
      ORDER BY array_position($1, i.id)`,
    [ids, ctx.actor.userId],
  );
  if (rows.length < ids.length) throw notFound("One of these pictures");
  return rows.map((row, index) => ({
    ...row,
    // Numbered, so that equal prompts make different names and none is one that Windows keeps for devices.
    name: `${String(index + 1).padStart(3, "0")}-${fileNameOf(row.prompt, row.format)}`,
    size: row.bytes,
    lastModified: row.created_at,
  }));
}

function manifestOf(pictures: Picture[]): Uint8Array {
  const recipes = pictures.map((picture) => ({
    file: picture.name,
    id: picture.id,
    prompt: picture.prompt,
    ...(picture.enhanced_from ? { enhancedFrom: picture.enhanced_from } : {}),
    negativePrompt: picture.negative_prompt,
    ...(picture.style ? { style: picture.style } : {}),
    model: TIERS[picture.tier].modelName,
    tier: picture.tier,
    seed: picture.seed,
    width: picture.width,
    height: picture.height,
    credits: unitsToCredits(picture.cost_units),
    createdAt: picture.created_at.toISOString(),
    aiGenerated: true,
  }));
  return new TextEncoder().encode(`${JSON.stringify({ note: NOTE, pictures: recipes }, null, 2)}\n`);
}

const predict = (entries: { name: string; size: number }[]) =>
  Number(predictLength(entries.map(({ name, size }) => ({ name, size }))));

/**
 * The archive, written as it is read: at most one file is open, and none once the reader has gone. A file that is missing or not as long as it
 * should be breaks the stream, so that nobody takes half an archive for a whole one.
 */
function streamOf(ctx: Ctx, manifest: Uint8Array, pictures: Picture[]): ReadableStream<Uint8Array> {
  let file: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let isCancelled = false;

  async function* bytesOf({ id, format, size }: Picture): AsyncGenerator<Uint8Array> {
    const stored = await ctx.ports.media.get(mediaKey(id, "original", format));
    if (!stored) throw new Error(`The file of ${id} is missing`);
    const reader = stored.stream.getReader();
    file = reader;
    let left = size;
    try {
      while (!isCancelled) {
        const { done, value } = await reader.read();
        if (done) break;
        left -= value.byteLength;
        yield value;
      }
    } finally {
      await reader.cancel();
    }
    if (left !== 0 && !isCancelled) throw new Error(`The file of ${id} is not ${size} bytes long`);
  }
  function* entries() {
    yield { name: MANIFEST, input: manifest };
    for (const picture of pictures)
      yield { name: picture.name, lastModified: picture.lastModified, input: bytesOf(picture) };
  }

  const zip = makeZip(entries()).getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await zip.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          ctx.log.error("zip broken off", { requestId: ctx.requestId, error });
          throw error;
        }
      },
      async cancel() {
        isCancelled = true;
        await file?.cancel();
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * An archive of the actor's pictures in full size with a manifest of their recipes. Throws `not_found`, before anything is sent, when one of them
 * is somebody else's or lies in the bin.
 */
export async function zipCreations(
  ctx: Ctx<UserActor>,
  { ids }: BodyOf<typeof zipEndpoint>,
): Promise<{ file: StoredFile; filename: string }> {
  const pictures = await findPictures(ctx, [...new Set(ids)]);
  const manifest = manifestOf(pictures);
  const count = pictures.length;
  return {
    file: {
      stream: streamOf(ctx, manifest, pictures),
      bytes: predict([{ name: MANIFEST, size: manifest.byteLength }, ...pictures]),
      contentType: "application/zip",
    },
    filename: `community-ai-studio-${count}-${count === 1 ? "picture" : "pictures"}.zip`,
  };
}

import { AppError, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { textLength } from "@/lib/core/text";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { enqueue } from "@/lib/jobs/enqueue";
import type { StoredFile } from "@/lib/providers/media-store";
import type { DownloadFormat } from "./contract";
import { convertedKey, type ImageFormat, mediaKey } from "./variants";

export type Download = { file: StoredFile; filename: string };

const WAIT_MS = 30_000;
const LOOK_EVERY_MS = 100;
const NAME_LENGTH = 60;

/** A file name people recognise, in any script: the first words of the prompt. */
function filenameOf(prompt: string, format: DownloadFormat): string {
  const words = prompt
    .replace(/\[\[sbx:[^\]]*\]\]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}\u200c\u200d]+/gu, "-")
    .split("-")
    .filter(Boolean);
  let name = "";
  for (const word of words) {
    if (textLength(name) + textLength(word) > NAME_LENGTH) break;
    name = name ? `${name}-${word}` : word;
  }
  return `${name || "picture"}.${format === "jpeg" ? "jpg" : format}`;
}

/** Converting is heavy, so the worker does it; the file stays for the next time. */
async function openConverted(ctx: Ctx, imageId: string, format: DownloadFormat): Promise<StoredFile> {
  const key = convertedKey(imageId, format);
  const kept = await ctx.ports.media.get(key);
  if (kept) return kept;
  await enqueue(ctx.db, "convert-picture", { imageId, format }, { jobKey: `convert:${imageId}:${format}` });
  for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
    const file = await ctx.ports.media.get(key);
    if (file) return file;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new AppError("provider_unavailable", "This file is still being prepared. Please try again in a moment.", {
    retryAfterSeconds: 5,
  });
}

/**
 * The full-size file of one of the actor's pictures, as delivered or in another format. Throws `not_found`, also for somebody else's and for a deleted
 * one; `provider_unavailable` while a conversion takes too long.
 */
export async function openDownload(
  ctx: Ctx<UserActor>,
  id: string,
  format: DownloadFormat | undefined,
): Promise<Download> {
  if (!isId("image", id)) throw notFound("This picture");
  const { rows } = await ctx.pool.query<{ format: ImageFormat; prompt: string }>(
    `SELECT i.format, g.prompt FROM image i JOIN generation g ON g.id = i.generation_id
      WHERE i.id = $1 AND i.user_id = $2 AND i.deleted_at IS NULL`,
    [id, ctx.actor.userId],
  );
  const row = rows[0];
  if (!row) throw notFound("This picture");
  const wanted = format ?? row.format;
  const file =
    wanted === row.format
      ? await ctx.ports.media.get(mediaKey(id, "original", row.format))
      : await openConverted(ctx, id, wanted);
  if (!file) throw notFound("This picture");
  return { file, filename: filenameOf(row.prompt, wanted) };
}

import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { StoredFile } from "@/lib/providers/media-store";
import type { DownloadFormat } from "./contract";
import { openConverted } from "./derive-file";
import { fileNameOf } from "./file-name";
import { findFile } from "./find-file";
import { type ImageFormat, mediaKey } from "./variants";

export type Download = { file: StoredFile; filename: string };

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
      ? await findFile(ctx, mediaKey(id, "original", row.format))
      : await openConverted(ctx, id, wanted);
  if (!file) throw notFound("This picture");
  return { file, filename: fileNameOf(row.prompt, wanted) };
}

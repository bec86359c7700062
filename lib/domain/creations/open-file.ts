import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/db/ctx";
import type { StoredFile } from "@/lib/providers/media-store";
import { isValidLink } from "./file-links";
import { findFile } from "./find-file";
import { type ImageFormat, mediaKey, VARIANTS, type Variant } from "./variants";

export type LinkedFile = { open: () => Promise<StoredFile>; etag: string; exp: number };

const isVariant = (text: string): text is Variant => text in VARIANTS;

/**
 * The file behind a signed link. Of a picture in the bin there are only the small sizes, which the bin is drawn with. Throws `not_found`
 * for a wrong or ended link and for a picture that is gone, all alike.
 */
export async function openLinkedFile(
  ctx: Ctx,
  link: { imageId: string; variant: string; exp: number; sig: string },
): Promise<LinkedFile> {
  const { imageId, variant } = link;
  if (!isId("image", imageId) || !isVariant(variant) || !isValidLink(ctx.env, link)) throw notFound("This picture");
  const { rows } = await ctx.pool.query<{ format: ImageFormat; sha256: string }>({
    name: "open-linked-file",
    text: `SELECT format, sha256 FROM image
      WHERE id = $1 AND (deleted_at IS NULL OR (purge_started_at IS NULL AND $2::boolean))`,
    values: [imageId, variant !== "original"],
  });
  const row = rows[0];
  if (!row) throw notFound("This picture");
  const open = async () => {
    const file = await findFile(ctx, mediaKey(imageId, variant, row.format));
    if (file) return file;
    ctx.log.error("file of a picture is missing", { imageId, variant });
    throw notFound("This picture");
  };
  return { open, etag: `"${row.sha256.slice(0, 32)}-${variant}"`, exp: link.exp };
}

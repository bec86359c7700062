import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import { findFile } from "@/lib/domain/creations/find-file";
import { type ImageFormat, mediaKey, VARIANTS, type Variant } from "@/lib/domain/creations/variants";
import type { StoredFile } from "@/lib/providers/media-store";

const isVariant = (text: string): text is Variant => Object.hasOwn(VARIANTS, text);

/** The picture of a post (or of the post that a comment stands under), whatever its state. Throws `not_found`. */
export async function openEvidence(
  ctx: Ctx<ModeratorActor>,
  { id, variant }: { id: string; variant: string },
): Promise<{ open: () => Promise<StoredFile>; etag: string; isPrivate: true }> {
  if (!isVariant(variant) || !(isId("post", id) || isId("comment", id))) throw notFound("This picture");
  const { rows } = await ctx.pool.query<{ id: string; format: ImageFormat; sha256: string }>({
    name: "open-evidence",
    text: `SELECT i.id, i.format, i.sha256 FROM post p JOIN image i ON i.id = p.image_id
      WHERE p.id = coalesce((SELECT c.post_id FROM comment c WHERE c.id = $1), $1)`,
    values: [id],
  });
  const image = rows[0];
  if (!image) throw notFound("This picture");
  const open = async () => {
    const file = await findFile(ctx, mediaKey(image.id, variant, image.format));
    if (!file) throw notFound("This picture");
    return file;
  };
  return { open, etag: `"${image.sha256.slice(0, 32)}-${variant}"`, isPrivate: true };
}

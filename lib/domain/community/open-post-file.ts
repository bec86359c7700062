import { notFound } from "@/lib/core/errors";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import { findFile } from "@/lib/domain/creations/find-file";
import type { PublicFile } from "@/lib/domain/creations/shares";
import { type ImageFormat, mediaKey, POST_FILES, type PostFile, postFileKey } from "@/lib/domain/creations/variants";
import { viewerOf } from "./find-post";

type Row = {
  image_id: string;
  sha256: string;
  format: ImageFormat;
  has_watermark: boolean;
  is_public: boolean;
  /** The viewer's own, and nobody else's to see yet. */
  is_own_held: boolean;
};

const isPostFile = (variant: string): variant is PostFile => Object.hasOwn(POST_FILES, variant);

/** A post's picture for this viewer at this moment; `isPrivate` where nobody else may keep it. Throws `not_found`. */
export async function openPostFile(
  ctx: Ctx<Nobody | UserActor>,
  { id, variant }: { id: string; variant: string },
): Promise<PublicFile> {
  if (!isPostFile(variant)) throw notFound("This picture");
  const { rows } = await ctx.pool.query<Row>({
    name: "open-post-file",
    text: `SELECT p.image_id, i.sha256, i.format, p.has_watermark, may_see_post(p, NULL) AS is_public,
        p.user_id = $2 IS TRUE AND p.status <> 'live' AS is_own_held
      FROM post p JOIN image i ON i.id = p.image_id WHERE p.id = $1 AND may_see_post(p, $2)`,
    values: [id, viewerOf(ctx)],
  });
  const row = rows[0];
  if (!row) throw notFound("This picture");
  const open = async () => {
    const file =
      (await findFile(ctx, postFileKey(row.image_id, variant))) ??
      // Not made yet: the check of a new post is still under way. Its author sees their own picture meanwhile.
      (row.is_own_held ? await findFile(ctx, mediaKey(row.image_id, "preview", row.format)) : undefined);
    if (!file) throw notFound("This picture");
    return file;
  };
  const etag = `"${row.sha256.slice(0, 32)}-${variant}${row.has_watermark ? "-w" : ""}${row.is_own_held ? "-held" : ""}"`;
  return { open, etag, ...(row.is_public ? {} : { isPrivate: true as const }) };
}

import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/db/ctx";
import type { StoredFile } from "@/lib/providers/media-store";
import { findFile } from "./find-file";
import { sharedKey } from "./variants";
import { sharedSize } from "./visible-mark";

/** A file that is served under `/media`. */
export type PublicFile = {
  open: () => Promise<StoredFile>;
  etag: string;
  /** Only this viewer may see it, so only their browser may keep it. */
  isPrivate?: true;
};

/** What whoever has the link may know. */
export type SharedPicture = {
  shareId: string;
  imageUrl: string;
  /** Of the file at `imageUrl`. */
  width: number;
  height: number;
  /** thumbhash, base64 */
  placeholder: string;
  /** Display name of the owner. */
  by: string;
  /** When the picture was made. */
  createdAt: string;
};

/** Where the copy for others is served. */
export const sharedUrl = (shareId: string) => `/media/${shareId}/preview`;

type Row = {
  image_id: string;
  sha256: string;
  width: number;
  height: number;
  placeholder: string;
  by: string;
  created_at: Date;
};

async function findShared(ctx: Ctx, shareId: string): Promise<Row> {
  if (!isId("share", shareId)) throw notFound("This picture");
  const { rows } = await ctx.pool.query<Row>({
    name: "find-shared",
    text: `SELECT i.id AS image_id, i.sha256, i.width, i.height, i.placeholder, i.created_at, u.name AS by
      FROM share s JOIN image i ON i.id = s.image_id JOIN "user" u ON u.id = i.user_id WHERE s.id = $1 AND i.deleted_at IS NULL`,
    values: [shareId],
  });
  if (!rows[0]) throw notFound("This picture");
  return rows[0];
}

/** A shared picture, for anybody; throws `not_found` when its link was taken back or the picture lies in the bin. */
export async function readShare(ctx: Ctx, shareId: string): Promise<SharedPicture> {
  const row = await findShared(ctx, shareId);
  return {
    shareId,
    imageUrl: sharedUrl(shareId),
    ...sharedSize(row),
    placeholder: row.placeholder,
    by: row.by,
    createdAt: row.created_at.toISOString(),
  };
}

/** The marked copy of a shared picture, for anybody; throws `not_found` like `readShare`. */
export async function openShared(ctx: Ctx, shareId: string): Promise<PublicFile> {
  const { image_id: imageId, sha256 } = await findShared(ctx, shareId);
  const open = async () => {
    const file = await findFile(ctx, sharedKey(imageId));
    if (file) return file;
    ctx.log.error("file of a shared picture is missing", { imageId });
    throw notFound("This picture");
  };
  return { open, etag: `"${sha256.slice(0, 32)}-shared"` };
}

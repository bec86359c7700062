import { notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { ShareView } from "./contract";
import { ensureMarked } from "./derive-file";
import { readCreation } from "./reads";
import { sharedUrl } from "./shares";

/**
 * Makes the picture's link, or resolves to the one there is; the copy that it shows exists by then. Throws `not_found`, also for somebody else's and for
 * one in the bin; `provider_unavailable` while the copy takes too long.
 */
export async function shareCreation(ctx: Ctx<UserActor>, id: string): Promise<ShareView> {
  if (!isId("image", id) || (await readCreation(ctx, id)).deletedAt) throw notFound("This picture");
  await ensureMarked(ctx, id);
  const { rows } = await ctx.pool.query<{ id: string }>(
    `INSERT INTO share (id, image_id)
      SELECT $1, id FROM image WHERE id = $2 AND user_id = $3 AND deleted_at IS NULL FOR KEY SHARE
      ON CONFLICT (image_id) DO UPDATE SET image_id = excluded.image_id RETURNING id`,
    [newId("share"), id, ctx.actor.userId],
  );
  const shareId = rows[0]?.id;
  if (!shareId) throw notFound("This picture");
  return { shareId, url: `${ctx.env.APP_URL}/s/${shareId}`, imageUrl: sharedUrl(shareId) };
}

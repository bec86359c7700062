import { notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";

/** Puts a picture into the bin: gone from lists and files at once. Again: no change. Throws `not_found`, also for somebody else's. */
export async function deleteCreation(ctx: Ctx<UserActor>, id: string): Promise<void> {
  const { rowCount } = await ctx.pool.query(
    "UPDATE image SET deleted_at = coalesce(deleted_at, now()) WHERE id = $1 AND user_id = $2 AND purge_started_at IS NULL",
    [id, ctx.actor.userId],
  );
  if (rowCount === 0) throw notFound("This picture");
}

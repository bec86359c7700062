import { notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { CreationView } from "./contract";
import { readCreation } from "./reads";

/** Takes a picture back out of the bin. Again: no change. Throws `not_found`, also for somebody else's and once its files are being deleted. */
export async function restoreCreation(ctx: Ctx<UserActor>, id: string): Promise<CreationView> {
  const { rowCount } = await ctx.pool.query(
    "UPDATE image SET deleted_at = NULL WHERE id = $1 AND user_id = $2 AND purge_started_at IS NULL",
    [id, ctx.actor.userId],
  );
  if (rowCount === 0) throw notFound("This picture");
  return readCreation(ctx, id);
}

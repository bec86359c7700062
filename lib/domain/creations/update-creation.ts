import type { BodyOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { CreationView, updateCreationEndpoint } from "./contract";
import { readCreation } from "./reads";

/** Marks a picture as favourite, or not. Throws `not_found`, also for somebody else's. */
export async function updateCreation(
  ctx: Ctx<UserActor>,
  id: string,
  { favourite }: BodyOf<typeof updateCreationEndpoint>,
): Promise<CreationView> {
  const { rowCount } = await ctx.pool.query(
    "UPDATE image SET is_favourite = $3 WHERE id = $1 AND user_id = $2 AND purge_started_at IS NULL",
    [id, ctx.actor.userId, favourite],
  );
  if (rowCount === 0) throw notFound("This picture");
  return readCreation(ctx, id);
}

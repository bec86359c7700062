import type { BodyOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { isUniqueViolation } from "@/lib/db/transaction";
import type { CollectionView, renameCollectionEndpoint } from "./contract";
import { nameTaken } from "./create-collection";
import { readCollection } from "./reads";

/** Renames a collection. Throws `not_found`, also for somebody else's; `conflict` for a name there is. */
export async function renameCollection(
  ctx: Ctx<UserActor>,
  id: string,
  { name }: BodyOf<typeof renameCollectionEndpoint>,
): Promise<CollectionView> {
  try {
    const { count } = await ctx.db.collection.updateMany({ where: { id, userId: ctx.actor.userId }, data: { name } });
    if (count === 0) throw notFound("This collection");
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken() : error;
  }
  return readCollection(ctx, id);
}

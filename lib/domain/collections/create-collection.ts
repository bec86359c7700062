import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { inTransaction, isUniqueViolation } from "@/lib/db/transaction";
import { type CollectionView, type createCollectionEndpoint, MAX_COLLECTIONS } from "./contract";
import { readCollection } from "./reads";

export const nameTaken = () => new AppError("conflict", "You have a collection with this name already.");

/** Makes an empty collection. Throws `conflict` for a name there is (capitals or not), `validation_failed` beyond `MAX_COLLECTIONS`. */
export async function createCollection(
  ctx: Ctx<UserActor>,
  { name }: BodyOf<typeof createCollectionEndpoint>,
): Promise<CollectionView> {
  const { userId } = ctx.actor;
  const id = newId("collection");
  try {
    await inTransaction(ctx, async (tx) => {
      // One at a time for each person, or the limit could be passed.
      await tx.$queryRaw`SELECT FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`;
      if ((await tx.collection.count({ where: { userId } })) >= MAX_COLLECTIONS)
        throw invalid("name", `You have ${MAX_COLLECTIONS} collections, which is the most. Delete one first.`);
      await tx.collection.create({ data: { id, userId, name } });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken() : error;
  }
  return readCollection(ctx, id);
}

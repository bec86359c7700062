import { AppError, notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import type { BulkAction } from "./contract";
import { startPurge } from "./purge-creations";
import { holdCollection } from "./require-collection";

/** Locks the pictures, in one order for everybody, so that two requests over the same ones wait instead of blocking each other. */
async function hold(tx: Tx, userId: string, ids: string[]): Promise<{ inBin: boolean }[]> {
  const found = await tx.$queryRaw<{ inBin: boolean }[]>`
    SELECT deleted_at IS NOT NULL AS "inBin" FROM image
      WHERE id = ANY(${ids}) AND user_id = ${userId} AND purge_started_at IS NULL ORDER BY id FOR UPDATE`;
  if (found.length < ids.length) throw notFound("One of these pictures");
  return found;
}

async function apply(tx: Tx, userId: string, ids: string[], act: BulkAction): Promise<unknown> {
  const where = { id: { in: ids } };
  switch (act.action) {
    case "delete":
      return tx.$executeRaw`UPDATE image SET deleted_at = now() WHERE id = ANY(${ids}) AND deleted_at IS NULL`;
    case "restore":
      return tx.image.updateMany({ where, data: { deletedAt: null } });
    case "favourite":
    case "unfavourite":
      return tx.image.updateMany({ where, data: { isFavourite: act.action === "favourite" } });
    case "purge":
      return startPurge(tx, ids);
    case "collect":
      await holdCollection(tx, userId, act.collectionId);
      return tx.$executeRaw`INSERT INTO collection_item (collection_id, image_id)
        SELECT ${act.collectionId}, image_id FROM unnest(${ids}::text[]) AS image_id ON CONFLICT DO NOTHING`;
    case "uncollect":
      await holdCollection(tx, userId, act.collectionId);
      return tx.collectionItem.deleteMany({ where: { collectionId: act.collectionId, imageId: { in: ids } } });
  }
}

/**
 * One action on many pictures in one transaction: all of them or none. What was so already counts too. Throws `not_found` when one of
 * them, or the collection, is not the actor's; `conflict` when one is to be deleted for ever that is not in the bin.
 */
export async function actOnCreations(ctx: Ctx<UserActor>, act: BulkAction): Promise<{ count: number }> {
  const { userId } = ctx.actor;
  const ids = [...new Set(act.ids)];
  await inTransaction(ctx, async (tx) => {
    const held = await hold(tx, userId, ids);
    if (act.action === "purge" && held.some(({ inBin }) => !inBin))
      throw new AppError("conflict", "Only pictures in the bin can be deleted for ever.");
    await apply(tx, userId, ids, act);
  });
  return { count: ids.length };
}

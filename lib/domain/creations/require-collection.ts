import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";

/** Throws `not_found` unless this collection is the user's. */
export async function requireCollection(db: Pick<Tx, "collection">, userId: string, id: string): Promise<void> {
  const isThere =
    isId("collection", id) && (await db.collection.findFirst({ where: { id, userId }, select: { id: true } }));
  if (!isThere) throw notFound("This collection");
}

/** The same, and nobody deletes the collection before the transaction ends. */
export async function holdCollection(tx: Tx, userId: string, id: string): Promise<void> {
  const found = await tx.$queryRaw<
    unknown[]
  >`SELECT FROM collection WHERE id = ${id} AND user_id = ${userId} FOR KEY SHARE`;
  if (found.length === 0) throw notFound("This collection");
}

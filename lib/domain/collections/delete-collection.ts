import { notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";

/** Deletes a collection; its pictures stay. Throws `not_found`, also for somebody else's and the second time. */
export async function deleteCollection(ctx: Ctx<UserActor>, id: string): Promise<void> {
  const { count } = await ctx.db.collection.deleteMany({ where: { id, userId: ctx.actor.userId } });
  if (count === 0) throw notFound("This collection");
}

import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { Ctx, UserActor } from "@/lib/db/ctx";

/**
 * Takes the actor's own post down for good. Its picture stays in My Creations, remixes of it stay with their makers and no longer say where they came
 * from, and what it has earned stays earned. Throws `not_found`, also the second time.
 */
export async function deletePost(ctx: Ctx<UserActor>, postId: string): Promise<void> {
  const { count } = isId("post", postId)
    ? await ctx.db.post.updateMany({
        where: { id: postId, userId: ctx.actor.userId, deletedAt: null },
        data: { deletedAt: await databaseNow(ctx.db) },
      })
    : { count: 0 };
  if (count === 0) throw notFound("This post");
}

import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";

/** The viewer's id, or null for nobody: what `may_see_post` takes. */
export const viewerOf = (ctx: Ctx<Nobody | UserActor>) => (ctx.actor.kind === "user" ? ctx.actor.userId : null);

/** Throws `not_found` unless the post exists for this viewer. */
export async function requireVisible(ctx: Ctx<Nobody | UserActor>, postId: string): Promise<{ userId: string }> {
  const { rows } = isId("post", postId)
    ? await ctx.pool.query<{ userId: string }>({
        name: "visible-post",
        text: `SELECT p.user_id AS "userId" FROM post p WHERE p.id = $1 AND may_see_post(p, $2)`,
        values: [postId, viewerOf(ctx)],
      })
    : { rows: [] };
  if (!rows[0]) throw notFound("This post");
  return rows[0];
}

/** Throws `not_found` unless the post is the actor's own and not deleted. */
export async function requireOwn(ctx: Ctx<UserActor>, postId: string) {
  const post = isId("post", postId)
    ? await ctx.db.post.findFirst({
        where: { id: postId, userId: ctx.actor.userId, deletedAt: null, isPictureInBin: false },
        include: { generation: { select: { prompt: true } } },
      })
    : null;
  if (!post) throw notFound("This post");
  return post;
}

import type { Ctx, UserActor } from "@/lib/db/ctx";
import { requireVisible } from "./find-post";

/** The count that includes one's own like: what is folded in, and what is not yet. */
async function likesOf(ctx: Ctx, postId: string): Promise<number> {
  const { rows } = await ctx.pool.query<{ likes: number }>({
    name: "likes-of",
    text: `SELECT greatest(0, p.likes + coalesce((SELECT sum(e.delta) FROM engagement e WHERE e.post_id = p.id AND e.kind = 'like'), 0))::int AS likes
      FROM post p WHERE p.id = $1`,
    values: [postId],
  });
  return rows[0]?.likes ?? 0;
}

/** Likes a post; again changes nothing. Throws `not_found`. */
export async function likePost(ctx: Ctx<UserActor>, postId: string): Promise<{ liked: boolean; likes: number }> {
  await requireVisible(ctx, postId);
  await ctx.pool.query({
    name: "like-post",
    text: "INSERT INTO post_like (post_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    values: [postId, ctx.actor.userId],
  });
  return { liked: true, likes: await likesOf(ctx, postId) };
}

/** Takes a like back; again changes nothing. Throws `not_found`. */
export async function unlikePost(ctx: Ctx<UserActor>, postId: string): Promise<{ liked: boolean; likes: number }> {
  await requireVisible(ctx, postId);
  await ctx.pool.query({
    name: "unlike-post",
    text: "DELETE FROM post_like WHERE post_id = $1 AND user_id = $2",
    values: [postId, ctx.actor.userId],
  });
  return { liked: false, likes: await likesOf(ctx, postId) };
}

import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import type { PostView } from "./contract";
import { viewerOf } from "./find-post";
import { POST_FROM, type PostRow, postColumns, toPostView } from "./post-row";

type PageQuery = { cursor?: string; limit?: number };

/** Somebody's posts, newest first: public ones, and one's own all. What the viewer may not see is left out. */
export async function listPostsOf(
  ctx: Ctx<Nobody | UserActor>,
  authorId: string,
  { cursor, limit = DEFAULT_LIMIT }: PageQuery,
): Promise<Page<PostView>> {
  const after = cursor ? decodeInstantCursor(cursor) : undefined;
  const next = after ? " AND (p.published_at, p.id) < ($4::timestamptz, $5)" : "";
  const { rows } = await ctx.pool.query<PostRow>({
    name: `posts-of${after ? "-next" : ""}`,
    text: `SELECT ${postColumns("$1")} FROM ${POST_FROM}
      WHERE p.user_id = $2 AND (p.visibility = 'public' OR p.user_id = $1) AND may_see_post(p, $1)${next}
      ORDER BY p.published_at DESC, p.id DESC LIMIT $3`,
    values: [viewerOf(ctx), authorId, limit + 1, ...(after ?? [])],
  });
  return toPage(
    rows,
    limit,
    (row) => [row.published_key, row.id],
    (row) => toPostView(ctx, row),
  );
}

import type { QueryOf } from "@/lib/core/endpoint";
import { DEFAULT_LIMIT, decodeInstantCursor, toPage } from "@/lib/core/page";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import type { LineageView, lineageEndpoint } from "./contract";
import { requireVisible, viewerOf } from "./find-post";
import { POST_FROM, type PostRow, postColumns, toPostView } from "./post-row";

const GENERATIONS = 10;

/** What a post was remixed from, as far as the viewer may see it, and the published remixes of it. Throws `not_found`. */
export async function readLineage(
  ctx: Ctx<Nobody | UserActor>,
  postId: string,
  { cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof lineageEndpoint>,
): Promise<LineageView> {
  await requireVisible(ctx, postId);
  const viewer = viewerOf(ctx);
  const after = cursor ? decodeInstantCursor(cursor) : undefined;
  const next = after ? " AND (p.published_at, p.id) < ($4::timestamptz, $5)" : "";
  const [parents, children] = await Promise.all([
    ctx.pool.query<PostRow>({
      name: "lineage-parents",
      text: `WITH RECURSIVE line AS (
          SELECT g.source_post_id AS id, 1 AS step FROM post p JOIN generation g ON g.id = p.generation_id WHERE p.id = $2
          UNION ALL
          SELECT g.source_post_id, line.step + 1 FROM line JOIN post p ON p.id = line.id JOIN generation g ON g.id = p.generation_id
            WHERE may_see_post(p, $1) AND line.step < ${GENERATIONS})
        SELECT ${postColumns("$1")} FROM line JOIN ${POST_FROM.replace("post p", "post p ON p.id = line.id")}
          WHERE may_see_post(p, $1) ORDER BY line.step`,
      values: [viewer, postId],
    }),
    ctx.pool.query<PostRow>({
      name: `lineage-children${after ? "-next" : ""}`,
      text: `SELECT ${postColumns("$1")} FROM ${POST_FROM}
        WHERE g.source_post_id = $2 AND (p.visibility = 'public' OR p.user_id = $1) AND may_see_post(p, $1)${next}
        ORDER BY p.published_at DESC, p.id DESC LIMIT $3`,
      values: [viewer, postId, limit + 1, ...(after ?? [])],
    }),
  ]);
  return {
    parents: parents.rows.map((row) => toPostView(ctx, row)),
    children: toPage(
      children.rows,
      limit,
      (row) => [row.published_key, row.id],
      (row) => toPostView(ctx, row),
    ),
  };
}

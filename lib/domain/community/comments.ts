import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import type { CommentView, commentsEndpoint } from "./comment-contract";
import { COMMENT_COLUMNS, COMMENT_FROM, COMMENT_SEEN, type CommentRow, toCommentView } from "./comment-row";
import { requireVisible, viewerOf } from "./find-post";

/** Comments on a post, newest first; with `parentId` the replies to one, oldest first. Throws `not_found`. */
export async function listComments(
  ctx: Ctx<Nobody | UserActor>,
  postId: string,
  { cursor, limit = DEFAULT_LIMIT, parentId }: QueryOf<typeof commentsEndpoint>,
): Promise<Page<CommentView>> {
  await requireVisible(ctx, postId);
  const values: unknown[] = [viewerOf(ctx), postId, limit + 1];
  const place = (value: unknown) => `$${values.push(value)}`;
  const of = parentId ? `c.parent_id = ${place(parentId)}` : "c.parent_id IS NULL";
  const [sign, order] = parentId ? [">", "ASC"] : ["<", "DESC"];
  const after = cursor ? decodeInstantCursor(cursor) : undefined;
  const next = after ? ` AND (c.created_at, c.id) ${sign} (${place(after[0])}::timestamptz, ${place(after[1])})` : "";
  const { rows } = await ctx.pool.query<CommentRow>({
    name: `comments-${parentId ? "replies" : "top"}${after ? "-next" : ""}`,
    text: `SELECT ${COMMENT_COLUMNS} FROM ${COMMENT_FROM} WHERE c.post_id = $2 AND ${of} AND ${COMMENT_SEEN}${next}
      ORDER BY c.created_at ${order}, c.id ${order} LIMIT $3`,
    values,
  });
  return toPage(rows, limit, (row) => [row.created_key, row.id], toCommentView);
}

/** One comment as the viewer sees it; throws `not_found`. */
export async function readComment(ctx: Ctx<Nobody | UserActor>, commentId: string): Promise<CommentView> {
  const { rows } = isId("comment", commentId)
    ? await ctx.pool.query<CommentRow>({
        name: "read-comment",
        text: `SELECT ${COMMENT_COLUMNS} FROM ${COMMENT_FROM} JOIN post p ON p.id = c.post_id
          WHERE c.id = $2 AND ${COMMENT_SEEN} AND may_see_post(p, $1)`,
        values: [viewerOf(ctx), commentId],
      })
    : { rows: [] };
  if (!rows[0]) throw notFound("This comment");
  return toCommentView(rows[0]);
}

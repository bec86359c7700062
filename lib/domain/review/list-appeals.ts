import type { QueryOf, ResponseOf } from "@/lib/core/endpoint";
import { DEFAULT_LIMIT, decodeInstantCursor, toPage } from "@/lib/core/page";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import type { appealsEndpoint } from "./contract";

type Row = {
  id: string;
  post_id: string;
  title: string;
  author: string;
  reason: string;
  state: "open" | "upheld" | "rejected";
  created_at: Date;
  created_key: string;
  resolved_at: Date | null;
};

/** Appeals, newest first. */
export async function listAppeals(
  ctx: Ctx<ModeratorActor>,
  query: QueryOf<typeof appealsEndpoint>,
): Promise<ResponseOf<typeof appealsEndpoint>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [createdAt, id] = query.cursor ? decodeInstantCursor(query.cursor) : [null, null];
  const { rows } = await ctx.pool.query<Row>(
    `SELECT a.id, a.post_id, p.title, u.handle AS author, a.reason, a.state, a.created_at, a.created_at::text AS created_key, a.resolved_at
      FROM appeal a JOIN post p ON p.id = a.post_id JOIN "user" u ON u.id = a.user_id
      WHERE ($1::text IS NULL OR a.state = $1) AND ($2::timestamptz IS NULL OR (a.created_at, a.id) < ($2::timestamptz, $3))
      ORDER BY a.created_at DESC, a.id DESC LIMIT $4`,
    [query.state ?? null, createdAt, id, limit + 1],
  );
  return toPage(
    rows,
    limit,
    (row) => [row.created_key, row.id],
    (row) => ({
      id: row.id,
      postId: row.post_id,
      title: row.title,
      author: row.author,
      reason: row.reason,
      state: row.state,
      createdAt: row.created_at.toISOString(),
      ...(row.resolved_at ? { resolvedAt: row.resolved_at.toISOString() } : {}),
    }),
  );
}

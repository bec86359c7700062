import type { QueryOf } from "@/lib/core/endpoint";
import { invalid, notFound } from "@/lib/core/errors";
import { DEFAULT_LIMIT, decodeCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { fileLink } from "@/lib/domain/creations/file-links";
import type { CollectionView, collectionsEndpoint } from "./contract";

type Row = {
  id: string;
  name: string;
  created_at: Date;
  count: number;
  cover_id: string | null;
  placeholder: string | null;
};

const SELECT = `SELECT l.id, l.name, l.created_at, kept.count, cover.id AS cover_id, cover.placeholder FROM collection l
  LEFT JOIN LATERAL (SELECT count(*) AS count FROM collection_item c JOIN image i ON i.id = c.image_id
    WHERE c.collection_id = l.id AND i.deleted_at IS NULL) kept ON true
  LEFT JOIN LATERAL (SELECT i.id, i.placeholder FROM collection_item c JOIN image i ON i.id = c.image_id
    WHERE c.collection_id = l.id AND i.deleted_at IS NULL ORDER BY c.added_at DESC, i.created_at DESC, i.id DESC LIMIT 1) cover ON true`;

function toView(ctx: Ctx, row: Row): CollectionView {
  return {
    id: row.id,
    name: row.name,
    count: row.count,
    ...(row.cover_id
      ? {
          cover: {
            thumbnailUrl: fileLink(ctx.env, row.cover_id, "thumbnail"),
            placeholder: row.placeholder ?? "",
          },
        }
      : {}),
    createdAt: row.created_at.toISOString(),
  };
}

/** Names in any script do not fit into a cursor, so it names the last collection. */
async function placeOf(ctx: Ctx<UserActor>, cursor: string): Promise<[name: string, id: string]> {
  const [id] = decodeCursor(cursor, 1);
  const { rows } = await ctx.pool.query<{ name: string; id: string }>(
    "SELECT lower(name) AS name, id FROM collection WHERE id = $1 AND user_id = $2",
    [id, ctx.actor.userId],
  );
  if (!rows[0]) throw invalid("cursor", "The collection that this cursor names is gone. Start again.");
  return [rows[0].name, rows[0].id];
}

/** All of the actor's collections by name: at most `MAX_COLLECTIONS`. */
export async function allCollections(ctx: Ctx<UserActor>): Promise<CollectionView[]> {
  const { rows } = await ctx.pool.query<Row>(`${SELECT} WHERE l.user_id = $1 ORDER BY lower(l.name), l.id`, [
    ctx.actor.userId,
  ]);
  return rows.map((row) => toView(ctx, row));
}

/** The actor's collections by name. */
export async function listCollections(
  ctx: Ctx<UserActor>,
  { cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof collectionsEndpoint>,
): Promise<Page<CollectionView>> {
  const [name, id] = cursor ? await placeOf(ctx, cursor) : [null, null];
  const { rows } = await ctx.pool.query<Row>(
    `${SELECT} WHERE l.user_id = $1 AND ($2::text IS NULL OR (lower(l.name), l.id) > ($2, $3)) ORDER BY lower(l.name), l.id LIMIT $4`,
    [ctx.actor.userId, name, id, limit + 1],
  );
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => toView(ctx, row),
  );
}

/** One collection of the actor's; throws `not_found`, also for somebody else's. */
export async function readCollection(ctx: Ctx<UserActor>, id: string): Promise<CollectionView> {
  const { rows } = await ctx.pool.query<Row>(`${SELECT} WHERE l.id = $1 AND l.user_id = $2`, [id, ctx.actor.userId]);
  if (!rows[0]) throw notFound("This collection");
  return toView(ctx, rows[0]);
}

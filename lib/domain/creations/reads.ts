import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { type AspectRatio, TIERS, type Tier } from "@/lib/domain/generation/tiers";
import { type CreationView, type creationsEndpoint, DAYS_IN_BIN } from "./contract";
import { pictureLinks } from "./file-links";
import { type CreationFilters, conditionsOf } from "./filters";
import { requireCollection } from "./require-collection";
import type { ImageFormat } from "./variants";

const DAY_MS = 86_400_000;

type Row = {
  id: string;
  generation_id: string;
  width: number;
  height: number;
  bytes: number;
  format: ImageFormat;
  placeholder: string;
  is_favourite: boolean;
  collection_ids: string[];
  created_at: Date;
  deleted_at: Date | null;
  sort_key: string;
  prompt: string;
  enhanced_from: string | null;
  negative_prompt: string;
  style: string | null;
  template_id: string | null;
  tier: Tier;
  aspect_ratio: AspectRatio;
  seed: number;
  cost_units: number;
  requested_at: Date;
  post: CreationView["post"] | null;
  remix_of: CreationView["remixOf"] | null;
};

const columns = (sortedBy: "created_at" | "deleted_at") =>
  `SELECT i.id, i.generation_id, i.width, i.height, i.bytes, i.format, i.placeholder, i.is_favourite, i.created_at, i.deleted_at,
    i.${sortedBy}::text AS sort_key, g.prompt, g.enhanced_from, g.negative_prompt, g.style, g.template_id, i.tier, g.aspect_ratio, g.seed,
    g.cost_units, g.created_at AS requested_at,
    (SELECT json_build_object('id', p.id, 'status', p.status, 'visibility', p.visibility) FROM post p
      WHERE p.image_id = i.id AND p.deleted_at IS NULL) AS post,
    (SELECT json_build_object('postId', p.id, 'title', p.title, 'author', u.name) FROM post p JOIN "user" u ON u.id = p.user_id
      WHERE p.id = g.source_post_id AND may_see_post(p, i.user_id)) AS remix_of,
    ARRAY(SELECT c.collection_id FROM collection_item c WHERE c.image_id = i.id ORDER BY c.added_at, c.collection_id) AS collection_ids`;
const FROM = "FROM image i JOIN generation g ON g.id = i.generation_id";

function toView(ctx: Ctx, row: Row): CreationView {
  return {
    id: row.id,
    jobId: row.generation_id,
    prompt: row.prompt,
    ...(row.enhanced_from ? { enhancedFrom: row.enhanced_from } : {}),
    negativePrompt: row.negative_prompt,
    ...(row.style ? { style: row.style } : {}),
    ...(row.template_id ? { templateId: row.template_id } : {}),
    tier: row.tier,
    aspectRatio: row.aspect_ratio,
    seed: row.seed,
    model: TIERS[row.tier].modelName,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    format: row.format,
    credits: unitsToCredits(row.cost_units),
    tookMs: Math.max(0, row.created_at.getTime() - row.requested_at.getTime()),
    ...pictureLinks(ctx.env, row.id),
    placeholder: row.placeholder,
    favourite: row.is_favourite,
    collectionIds: row.collection_ids,
    ...(row.post ? { post: row.post } : {}),
    ...(row.remix_of ? { remixOf: row.remix_of } : {}),
    createdAt: row.created_at.toISOString(),
    ...(row.deleted_at
      ? {
          deletedAt: row.deleted_at.toISOString(),
          purgedAt: new Date(row.deleted_at.getTime() + DAYS_IN_BIN * DAY_MS).toISOString(),
        }
      : {}),
  };
}

/**
 * The actor's pictures, newest first, or those in the bin, last deleted first. Throws `not_found` for a collection of somebody else's.
 */
export async function listCreations(
  ctx: Ctx<UserActor>,
  query: QueryOf<typeof creationsEndpoint>,
): Promise<Page<CreationView>> {
  const { cursor, limit = DEFAULT_LIMIT, ...filters } = query;
  const after = cursor ? decodeInstantCursor(cursor) : undefined;
  if (filters.collectionId) await requireCollection(ctx.db, ctx.actor.userId, filters.collectionId);
  const { name, where, values, place } = conditionsOf(ctx.actor.userId, filters);
  const sortedBy = filters.deleted ? "deleted_at" : "created_at";
  const next = after ? ` AND (i.${sortedBy}, i.id) < (${place(after[0])}::timestamptz, ${place(after[1])})` : "";
  const { rows } = await ctx.pool.query<Row>({
    name: `list-creations-${name}${after ? "-next" : ""}`,
    text: `${columns(sortedBy)} ${FROM} WHERE ${where}${next} ORDER BY i.${sortedBy} DESC, i.id DESC LIMIT ${place(limit + 1)}`,
    values,
  });
  return toPage(
    rows,
    limit,
    (row) => [row.sort_key, row.id],
    (row) => toView(ctx, row),
  );
}

/** One of the actor's pictures, in the bin or not; throws `not_found`, also for somebody else's and for one that is being emptied out of the bin. */
export async function readCreation(ctx: Ctx<UserActor>, id: string): Promise<CreationView> {
  const { rows } = await ctx.pool.query<Row>({
    name: "read-creation",
    text: `${columns("created_at")} ${FROM} WHERE i.id = $1 AND i.user_id = $2 AND i.purge_started_at IS NULL`,
    values: [id, ctx.actor.userId],
  });
  if (!rows[0]) throw notFound("This picture");
  return toView(ctx, rows[0]);
}

/** How many pictures a list with these filters has in all; without filters, how many the actor keeps. */
export async function countCreations(ctx: Ctx<UserActor>, filters: CreationFilters = {}): Promise<number> {
  if (filters.collectionId) await requireCollection(ctx.db, ctx.actor.userId, filters.collectionId);
  const { name, where, values } = conditionsOf(ctx.actor.userId, filters);
  const { rows } = await ctx.pool.query<{ count: number }>({
    name: `count-creations-${name}`,
    text: `SELECT count(*) AS count FROM image i WHERE ${where}`,
    values,
  });
  return rows[0]?.count ?? 0;
}

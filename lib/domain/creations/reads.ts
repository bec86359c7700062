import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { cleanLine } from "@/lib/core/text";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { type AspectRatio, TIERS, type Tier } from "@/lib/domain/generation/tiers";
import type { CreationView, creationsEndpoint } from "./contract";
import { pictureLinks } from "./file-links";
import type { ImageFormat } from "./variants";

type Row = {
  id: string;
  generation_id: string;
  width: number;
  height: number;
  bytes: number;
  format: ImageFormat;
  placeholder: string;
  created_at: Date;
  created_key: string;
  deleted_at: Date | null;
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
};

const COLUMNS = `SELECT i.id, i.generation_id, i.width, i.height, i.bytes, i.format, i.placeholder, i.created_at, i.created_at::text AS created_key,
    i.deleted_at, g.prompt, g.enhanced_from, g.negative_prompt, g.style, g.template_id, g.tier, g.aspect_ratio, g.seed, g.cost_units,
    g.created_at AS requested_at
  FROM image i JOIN generation g ON g.id = i.generation_id`;

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
    createdAt: row.created_at.toISOString(),
    ...(row.deleted_at ? { deletedAt: row.deleted_at.toISOString() } : {}),
  };
}

/** The actor's pictures, newest first; `q` finds any part of the prompt in any script. Deleted ones are left out. */
export async function listCreations(
  ctx: Ctx<UserActor>,
  query: QueryOf<typeof creationsEndpoint>,
): Promise<Page<CreationView>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [createdAt, id] = query.cursor ? decodeInstantCursor(query.cursor) : [null, null];
  const { rows } = await ctx.pool.query<Row>(
    `${COLUMNS} WHERE i.user_id = $1 AND i.deleted_at IS NULL AND ($2::text IS NULL OR g.tier = $2)
      AND ($3 = '' OR strpos(lower(g.prompt), lower($3)) > 0)
      AND ($4::timestamptz IS NULL OR (i.created_at, i.id) < ($4::timestamptz, $5)) ORDER BY i.created_at DESC, i.id DESC LIMIT $6`,
    [ctx.actor.userId, query.tier ?? null, cleanLine(query.q ?? ""), createdAt, id, limit + 1],
  );
  return toPage(
    rows,
    limit,
    (row) => [row.created_key, row.id],
    (row) => toView(ctx, row),
  );
}

/** One of the actor's pictures, deleted or not; throws `not_found`, also for somebody else's. */
export async function readCreation(ctx: Ctx<UserActor>, id: string): Promise<CreationView> {
  const { rows } = await ctx.pool.query<Row>(`${COLUMNS} WHERE i.id = $1 AND i.user_id = $2`, [id, ctx.actor.userId]);
  if (!rows[0]) throw notFound("This picture");
  return toView(ctx, rows[0]);
}

/** How many pictures the actor keeps. */
export async function countCreations(ctx: Ctx<UserActor>): Promise<number> {
  return ctx.db.image.count({ where: { userId: ctx.actor.userId, deletedAt: null } });
}

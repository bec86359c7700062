import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { pictureLinks } from "@/lib/domain/creations/file-links";
import type { JobStatus, JobView, jobsEndpoint } from "./contract";
import { WAITING } from "./dispatch-generations";
import type { AspectRatio, Tier } from "./tiers";
import { usualMs } from "./usual-time";

type State = "queued" | "submitting" | "running" | "succeeded" | "failed" | "cancelled";

type Row = {
  id: string;
  state: State;
  prompt: string;
  enhanced_from: string | null;
  negative_prompt: string;
  style: string | null;
  template_id: string | null;
  source_post_id: string | null;
  tier: Tier;
  aspect_ratio: AspectRatio;
  width: number;
  height: number;
  seed: number;
  cost_units: number;
  failure_code: string | null;
  failure_message: string | null;
  is_cancelling: boolean;
  created_at: Date;
  created_key: string;
  submitted_at: Date | null;
  finished_at: Date | null;
  image_id: string | null;
  placeholder: string | null;
  post_id: string | null;
};

const COLUMNS = `SELECT g.id, g.state, g.prompt, g.enhanced_from, g.negative_prompt, g.style, g.template_id, g.source_post_id, g.tier, g.aspect_ratio, g.width, g.height, g.seed, g.cost_units, g.failure_code, g.failure_message,
    g.cancel_requested_at IS NOT NULL AS is_cancelling, g.created_at, g.created_at::text AS created_key, g.submitted_at, g.finished_at,
    i.id AS image_id, i.placeholder, (SELECT p.id FROM post p WHERE p.image_id = i.id AND p.deleted_at IS NULL) AS post_id
  FROM generation g LEFT JOIN image i ON i.generation_id = g.id AND i.deleted_at IS NULL`;

const STATUS_OF: Record<State, JobStatus> = {
  queued: "queued",
  submitting: "running",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};
const STATES_OF: Record<JobStatus, State[]> = {
  queued: ["queued"],
  running: ["submitting", "running"],
  succeeded: ["succeeded"],
  failed: ["failed"],
  cancelled: ["cancelled"],
};

/** Places in line of waiting generations, 1 first, in the order in which they will be claimed. */
async function queuePositions(ctx: Ctx, rows: readonly Row[]): Promise<Map<string, number>> {
  const ids = rows.filter(({ state }) => state === "queued").map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const { rows: places } = await ctx.pool.query<{ id: string; position: number }>(
    `SELECT id, position FROM (SELECT w.id, row_number() OVER (ORDER BY w.place, w.created_at, w.id) AS position FROM (${WAITING}) w) line WHERE id = ANY($1)`,
    [ids],
  );
  return new Map(places.map(({ id, position }) => [id, position]));
}

function progressOf(row: Row, usual: number): number {
  const elapsed = Date.now() - (row.submitted_at?.getTime() ?? Date.now());
  return Math.round(Math.min(0.99, Math.max(0, elapsed / usual)) * 100) / 100;
}

async function toView(ctx: Ctx, row: Row, positions: Map<string, number>): Promise<JobView> {
  const status = STATUS_OF[row.state];
  const isOpen = status === "queued" || status === "running";
  const usual = isOpen ? await usualMs(ctx, row.tier) : 0;
  const position = positions.get(row.id);
  const isRefunded = status === "failed" || status === "cancelled";
  return {
    jobId: row.id,
    status,
    prompt: row.prompt,
    ...(row.enhanced_from ? { enhancedFrom: row.enhanced_from } : {}),
    ...(row.negative_prompt ? { negativePrompt: row.negative_prompt } : {}),
    ...(row.style ? { style: row.style } : {}),
    ...(row.template_id ? { templateId: row.template_id } : {}),
    ...(row.source_post_id ? { sourcePostId: row.source_post_id } : {}),
    tier: row.tier,
    aspectRatio: row.aspect_ratio,
    width: row.width,
    height: row.height,
    seed: row.seed,
    ...(position === undefined ? {} : { queuePosition: position }),
    ...(status === "running" ? { progress: progressOf(row, usual) } : {}),
    ...(isOpen ? { usualMs: usual } : {}),
    ...(isOpen && row.is_cancelling ? { isCancelling: true } : {}),
    ...(row.image_id
      ? { imageId: row.image_id, ...pictureLinks(ctx.env, row.image_id), placeholder: row.placeholder ?? "" }
      : {}),
    ...(row.post_id ? { postId: row.post_id } : {}),
    ...(row.failure_code ? { error: { code: row.failure_code, message: row.failure_message ?? "" } } : {}),
    creditsDebited: unitsToCredits(row.cost_units),
    creditsRefunded: isRefunded ? unitsToCredits(row.cost_units) : 0,
    createdAt: row.created_at.toISOString(),
    ...(row.submitted_at ? { startedAt: row.submitted_at.toISOString() } : {}),
    ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
  };
}

async function toViews(ctx: Ctx, rows: Row[]): Promise<JobView[]> {
  const positions = await queuePositions(ctx, rows);
  return Promise.all(rows.map((row) => toView(ctx, row, positions)));
}

/** One generation of the actor's; throws `not_found`, also for somebody else's. */
export async function readJob(ctx: Ctx<UserActor>, jobId: string): Promise<JobView> {
  if (!isId("generation", jobId)) throw notFound("This picture");
  const { rows } = await ctx.pool.query<Row>(`${COLUMNS} WHERE g.id = $1 AND g.user_id = $2`, [
    jobId,
    ctx.actor.userId,
  ]);
  const [view] = await toViews(ctx, rows);
  if (!view) throw notFound("This picture");
  return view;
}

/** The actor's generations, newest first. */
export async function listJobs(ctx: Ctx<UserActor>, query: QueryOf<typeof jobsEndpoint>): Promise<Page<JobView>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [createdAt, id] = query.cursor ? decodeInstantCursor(query.cursor) : [null, null];
  const { rows } = await ctx.pool.query<Row>(
    `${COLUMNS} WHERE g.user_id = $1 AND ($2::text[] IS NULL OR g.state = ANY($2))
      AND ($3::timestamptz IS NULL OR (g.created_at, g.id) < ($3::timestamptz, $4)) ORDER BY g.created_at DESC, g.id DESC LIMIT $5`,
    [ctx.actor.userId, query.status ? STATES_OF[query.status] : null, createdAt, id, limit + 1],
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.created_key, row.id],
    (row) => row,
  );
  return { items: await toViews(ctx, page.items), nextCursor: page.nextCursor };
}

/** What a live stream has to know: all that has not ended, and what changed since it was last heard; a moment that has not come yet says nothing. */
export async function listLiveJobs(ctx: Ctx<UserActor>, since: Date | undefined): Promise<JobView[]> {
  const { rows } = await ctx.pool.query<Row>(
    `${COLUMNS} WHERE g.user_id = $1 AND (g.state IN ('queued', 'submitting', 'running') OR g.updated_at > coalesce(CASE WHEN $2::timestamptz <= now() THEN $2 END, now() - interval '1 minute'))
      AND g.created_at > now() - interval '2 days' ORDER BY g.created_at LIMIT 100`,
    [ctx.actor.userId, since ?? null],
  );
  return toViews(ctx, rows);
}

import type { QueryOf } from "@/lib/core/endpoint";
import { DEFAULT_LIMIT, decodeInstantCursor, toPage } from "@/lib/core/page";
import type { Ctx, ModeratorActor, World } from "@/lib/db/ctx";
import { type CaseView, QUEUES, type Queue, type QueueView, type queueEndpoint, URGENT_REASONS } from "./contract";

const URGENT = `r.reason IN (${URGENT_REASONS.map((reason) => `'${reason}'`).join(", ")})`;

/**
 * Every post and comment that waits for a person, one row each, with the first of its clocks: reports from the first one on (urgent
 * ones sooner), what a check held, appeals. `$1`: who looks, for the claims of others.
 */
export const CASES = `SELECT c.*, u.handle AS author, m.handle AS claimed_by, c.due_at::text AS due_key FROM (
    SELECT p.id, p.id AS post_id, CASE WHEN a.id IS NOT NULL THEN 'appeals' WHEN r.reports > 0 THEN 'reports' ELSE 'held' END AS queue,
        p.title, p.status, p.user_id, p.placeholder, p.width, p.height, coalesce(r.reports, 0) AS reports,
        CASE WHEN r.reports > 0 THEN r.reasons ELSE ARRAY[coalesce(p.hold_rule, d.rule, 'moderator')] END AS reasons,
        least(r.due_at, a.created_at + s.appeal_hours * interval '1 hour',
          CASE WHEN p.status = 'held' THEN coalesce(d.created_at, p.created_at) + s.held_hours * interval '1 hour' END) AS due_at
      FROM (SELECT r.post_id AS id FROM report r WHERE r.state = 'open'
          UNION SELECT p.id FROM post p WHERE p.status = 'held' AND p.hold_rule <> 'screening' AND p.deleted_at IS NULL
          UNION SELECT a.post_id FROM appeal a WHERE a.state = 'open') waiting
        JOIN post p ON p.id = waiting.id AND p.deleted_at IS NULL
        CROSS JOIN settings_in_force() s
        LEFT JOIN appeal a ON a.post_id = p.id AND a.state = 'open'
        LEFT JOIN LATERAL (SELECT d.rule, d.created_at FROM moderation_decision d WHERE d.post_id = p.id ORDER BY d.seq DESC LIMIT 1) d ON true
        LEFT JOIN LATERAL (SELECT sum(n)::int AS reports, array_agg(reason ORDER BY n DESC, reason) AS reasons, min(due_at) AS due_at
          FROM (SELECT r.reason, count(*) AS n, min(r.created_at + CASE WHEN ${URGENT} THEN s.urgent_report_hours ELSE s.report_hours END * interval '1 hour') AS due_at
            FROM report r WHERE r.post_id = p.id AND r.state = 'open' GROUP BY r.reason) by_reason) r ON true
      -- What its author has put into the bin nobody sees; an appeal against a deletion is about such a post.
      WHERE NOT p.is_picture_in_bin OR a.id IS NOT NULL
    UNION ALL
    SELECT c.id, c.post_id, 'comments', c.body, c.status, c.user_id, p.placeholder, p.width, p.height, 0, ARRAY[c.hold_rule],
        c.created_at + s.held_hours * interval '1 hour'
      FROM comment c JOIN post p ON p.id = c.post_id AND p.deleted_at IS NULL CROSS JOIN settings_in_force() s
      WHERE c.status = 'held' AND c.deleted_at IS NULL) c
  JOIN "user" u ON u.id = c.user_id
  LEFT JOIN moderation_claim k ON k.subject_id = c.id AND k.expires_at > now() AND k.moderator_id IS DISTINCT FROM $1
  LEFT JOIN "user" m ON m.id = k.moderator_id`;

export type CaseRow = {
  id: string;
  post_id: string;
  queue: Queue;
  title: string;
  status: CaseView["status"];
  user_id: string;
  placeholder: string;
  width: number;
  height: number;
  reports: number;
  reasons: string[];
  due_at: Date;
  due_key: string;
  author: string;
  claimed_by: string | null;
};

export const toCaseView = (row: CaseRow): CaseView => ({
  id: row.id,
  queue: row.queue,
  title: row.title,
  author: row.author,
  reasons: row.reasons,
  reports: row.reports,
  status: row.status,
  thumbnailUrl: `/api/admin/moderation/cases/${row.id}/thumbnail`,
  placeholder: row.placeholder,
  width: row.width,
  height: row.height,
  dueAt: row.due_at.toISOString(),
  ...(row.claimed_by ? { claimedBy: row.claimed_by } : {}),
});

/** How much waits in each queue, and the first clock of all. */
export async function countWaiting({ pool }: Pick<World, "pool">): Promise<Pick<QueueView, "counts" | "firstDueAt">> {
  const { rows } = await pool.query<{ queue: Queue; count: number; due_at: Date }>(
    `SELECT queue, count(*)::int AS count, min(due_at) AS due_at FROM (${CASES}) waiting GROUP BY queue`,
    [null],
  );
  const countOf = (queue: Queue) => rows.find((row) => row.queue === queue)?.count ?? 0;
  const first = Math.min(...rows.map(({ due_at }) => due_at.getTime()));
  return {
    counts: Object.fromEntries(QUEUES.map((queue) => [queue, countOf(queue)])) as Record<Queue, number>,
    ...(rows.length > 0 ? { firstDueAt: new Date(first).toISOString() } : {}),
  };
}

/** What waits for a person, of one queue or of all, the clock that runs out first at the top. */
export async function listQueue(ctx: Ctx<ModeratorActor>, query: QueryOf<typeof queueEndpoint>): Promise<QueueView> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [dueAt, id] = query.cursor ? decodeInstantCursor(query.cursor) : [null, null];
  const [{ rows }, counted] = await Promise.all([
    ctx.pool.query<CaseRow>(
      `SELECT * FROM (${CASES}) waiting WHERE ($2::text IS NULL OR queue = $2)
        AND ($3::timestamptz IS NULL OR (due_at, id) > ($3::timestamptz, $4)) ORDER BY due_at, id LIMIT $5`,
      [ctx.actor.userId, query.queue ?? null, dueAt, id, limit + 1],
    ),
    countWaiting(ctx),
  ]);
  return { ...toPage(rows, limit, (row) => [row.due_key, row.id], toCaseView), ...counted };
}

import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import type { CaseDetailView, DecisionView, Deed } from "./contract";
import { CASES, type CaseRow, toCaseView } from "./queue";
import { standingOf } from "./who-may-decide";

type Row = {
  description: string;
  tags: string[];
  prompt: string;
  negative_prompt: string;
  visibility: string;
  is_open: boolean;
  likes: number;
  remixes: number;
  published_at: Date;
  hold_rule: string | null;
  hold_field: string | null;
  scores: Record<string, number> | null;
  posts: number;
  removals: number;
  warnings: number;
  suspensions: number;
  member_since: Date;
  is_suspended: boolean;
  role: string;
  appeal_reason: string | null;
  appeal_at: Date | null;
  first_decider: string | null;
  is_sealed: boolean;
  reports: {
    handle: string;
    reason: string;
    details: string;
    createdAt: string;
    state: string;
    upheld: number;
    decided: number;
  }[];
  decisions: (Omit<DecisionView, "createdAt" | "field" | "decider" | "until"> & {
    createdAt: string;
    field: string | null;
    decider: string | null;
    until: string | null;
  })[];
};

const REPORTS = `(SELECT coalesce(json_agg(json_build_object('handle', u.handle, 'reason', r.reason, 'details', r.details, 'createdAt', r.created_at, 'state', r.state,
      'upheld', h.upheld, 'decided', h.decided) ORDER BY r.created_at), '[]') FROM report r JOIN "user" u ON u.id = r.user_id
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE o.state = 'upheld')::int AS upheld, count(*) FILTER (WHERE o.state <> 'open')::int AS decided
      FROM report o WHERE o.user_id = r.user_id) h WHERE r.post_id = p.id AND $2 IS NULL)`;
const DECISIONS = `(SELECT coalesce(json_agg(json_build_object('id', d.id, 'action', d.action, 'rule', d.rule, 'field', d.field, 'reason', d.reason,
      'decider', u.handle, 'until', d.until, 'isBySamePerson', d.is_by_same_person, 'isUndone', EXISTS (SELECT FROM moderation_decision o WHERE o.undoes_id = d.id),
      'createdAt', d.created_at) ORDER BY d.seq DESC), '[]')
    FROM moderation_decision d LEFT JOIN "user" u ON u.id = d.decider_id WHERE CASE WHEN $2::text IS NULL THEN d.post_id = p.id ELSE d.comment_id = $2 END)`;
/** Decisions of persons about the author that stand. */
const recordOf = (
  actions: string,
  what: string,
) => `(SELECT count(${what})::int FROM moderation_decision d WHERE d.user_id = u.id AND d.action IN (${actions})
    AND d.decider_id IS NOT NULL AND NOT EXISTS (SELECT FROM moderation_decision o WHERE o.undoes_id = d.id))`;

const DETAIL = `SELECT p.description, p.tags, g.prompt, g.negative_prompt, p.visibility, may_see_post(p, NULL) AS is_open, p.likes, p.remixes, p.published_at,
    p.hold_rule, p.hold_field, s.scores, i.evidence_until > now() IS TRUE AS is_sealed,
    (SELECT count(*)::int FROM post o WHERE o.user_id = u.id) AS posts, ${recordOf("'hidden', 'deleted', 'suspended'", "DISTINCT d.post_id")} AS removals,
    ${recordOf("'warned'", "*")} AS warnings, ${recordOf("'suspended'", "*")} AS suspensions, u.created_at AS member_since,
    u.status <> 'active' AS is_suspended, u.role, a.reason AS appeal_reason, a.created_at AS appeal_at,
    (SELECT d.decider_id FROM moderation_decision d WHERE d.id = a.decision_id) AS first_decider, ${REPORTS} AS reports, ${DECISIONS} AS decisions
  FROM post p JOIN generation g ON g.id = p.generation_id JOIN "user" u ON u.id = coalesce((SELECT c.user_id FROM comment c WHERE c.id = $2), p.user_id)
    LEFT JOIN image i ON i.id = p.image_id LEFT JOIN picture_screening s ON s.image_id = p.image_id
    LEFT JOIN appeal a ON a.post_id = p.id AND a.state = 'open' AND $2 IS NULL
  WHERE p.id = $1 AND p.deleted_at IS NULL`;

/** What can be done about it as it stands; the buttons of the page, in their order. */
export function deedsFor({ isComment, isSealed, hasAppeal, hasReports, status, isTeam }: Standing): Deed[] {
  if (isComment)
    return status === "hidden" ? ["restore"] : ["restore", "hide", ...(isTeam ? [] : (["suspend"] as const))];
  if (isSealed) return hasAppeal ? ["restore", "keep"] : ["restore"];
  const deeds: Deed[] = [];
  if (hasAppeal) deeds.push("restore", "keep");
  else if (hasReports) deeds.push("dismiss");
  if (!hasAppeal && status !== "live") deeds.push("restore");
  if (!hasAppeal) deeds.push("warn", "hide");
  deeds.push("delete");
  if (!isTeam) deeds.push("suspend");
  return deeds;
}
type Standing = {
  isComment: boolean;
  isSealed: boolean;
  hasAppeal: boolean;
  hasReports: boolean;
  status: string;
  isTeam: boolean;
};

/** A post that does not wait (any more) is a case, too: one may look again, and hide what nobody has reported. */
async function findCase(ctx: Ctx<ModeratorActor>, id: string): Promise<CaseRow | undefined> {
  const { rows } = await ctx.pool.query<CaseRow>(`SELECT * FROM (${CASES}) waiting WHERE id = $2`, [
    ctx.actor.userId,
    id,
  ]);
  if (rows[0]) return rows[0];
  const { rows: others } = await ctx.pool.query<CaseRow>(
    `SELECT p.id, p.id AS post_id, 'held' AS queue, p.title, p.status, p.user_id, p.placeholder, p.width, p.height, 0 AS reports, ARRAY[]::text[] AS reasons,
        now() AS due_at, '' AS due_key, u.handle AS author, NULL AS claimed_by FROM post p JOIN "user" u ON u.id = p.user_id WHERE p.id = $1 AND p.deleted_at IS NULL
      UNION ALL SELECT c.id, c.post_id, 'comments', c.body, c.status, c.user_id, p.placeholder, p.width, p.height, 0, ARRAY[]::text[], now(), '', u.handle, NULL
        FROM comment c JOIN post p ON p.id = c.post_id JOIN "user" u ON u.id = c.user_id WHERE c.id = $1 AND c.deleted_at IS NULL AND p.deleted_at IS NULL`,
    [id],
  );
  return others[0];
}

/** One case with evidence and history; throws `not_found`. */
export async function readCase(ctx: Ctx<ModeratorActor>, id: string): Promise<CaseDetailView> {
  const isComment = isId("comment", id);
  const found = isComment || isId("post", id) ? await findCase(ctx, id) : undefined;
  if (!found) throw notFound("This case");
  const { rows } = await ctx.pool.query<Row>(DETAIL, [found.post_id, isComment ? id : null]);
  const row = rows[0];
  if (!row) throw notFound("This case");
  const standing = await standingOf(
    ctx.db,
    {
      moderatorId: ctx.actor.userId,
      authorId: found.user_id,
      firstDeciderId: row.first_decider,
      waitsSince: row.appeal_at ?? row.published_at,
    },
    await databaseNow(ctx.db),
  );
  const hasReports = found.reports > 0;
  const deeds = deedsFor({
    ...{ isComment, hasReports, isSealed: row.is_sealed, hasAppeal: row.appeal_at !== null },
    ...{ status: found.status, isTeam: row.role !== "user" },
  });
  return {
    ...toCaseView(found),
    ...toDetail(row),
    postId: found.post_id,
    previewUrl: `/api/admin/moderation/cases/${found.id}/preview`,
    deeds,
    ...(standing.may
      ? {}
      : { barred: { message: standing.message, ...(standing.until ? { until: standing.until.toISOString() } : {}) } }),
  };
}

const iso = (at: string) => new Date(at).toISOString();

function toDetail(row: Row) {
  const { hold_rule: holdRule, hold_field: holdField, appeal_reason: appealReason, appeal_at: appealAt } = row;
  return {
    description: row.description,
    tags: row.tags,
    prompt: row.prompt,
    negativePrompt: row.negative_prompt,
    visibility: row.visibility,
    isOpen: row.is_open,
    likes: row.likes,
    remixes: row.remixes,
    publishedAt: row.published_at.toISOString(),
    ...(holdRule ? { holdRule } : {}),
    ...(holdField ? { holdField } : {}),
    ...(row.scores ? { scores: row.scores } : {}),
    authorRecord: {
      posts: row.posts,
      removals: row.removals,
      warnings: row.warnings,
      suspensions: row.suspensions,
      memberSince: row.member_since.toISOString(),
      isSuspended: row.is_suspended,
      role: row.role,
    },
    reportList: row.reports.map((one) => ({ ...one, createdAt: iso(one.createdAt) })),
    ...(appealAt ? { appeal: { reason: appealReason ?? "", createdAt: appealAt.toISOString() } } : {}),
    decisions: row.decisions.map(({ createdAt, field, decider, until, ...one }) => ({
      ...one,
      ...(field ? { field } : {}),
      ...(decider ? { decider } : {}),
      ...(until ? { until: iso(until) } : {}),
      createdAt: iso(createdAt),
    })),
    after: row.decisions[0]?.id ?? null,
  };
}

import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { APPEALABLE } from "./appeal";
import { GUIDELINES, type Guideline, type OwnDecisionView } from "./contract";

type Row = {
  id: string;
  post_id: string | null;
  action: string;
  rule: string;
  field: string | null;
  reason: string;
  until: Date | null;
  about: string | null;
  created_at: Date;
  is_latest: boolean;
  is_answer: boolean;
  appeal_state: "open" | "upheld" | "rejected" | null;
  appealed_at: Date | null;
};

async function findOwn(ctx: Ctx<UserActor>, id: string): Promise<Row> {
  const { rows } = isId("decision", id)
    ? await ctx.pool.query<Row>(
        `SELECT d.id, d.post_id, d.action, d.rule, d.field, d.reason, d.until, coalesce(p.title, left(c.body, 80)) AS about, d.created_at,
            NOT EXISTS (SELECT FROM moderation_decision later WHERE later.post_id = d.post_id AND later.seq > d.seq) AS is_latest,
            EXISTS (SELECT FROM appeal x WHERE x.answer_id = d.id) AS is_answer, a.state AS appeal_state, a.created_at AS appealed_at
          FROM moderation_decision d LEFT JOIN post p ON p.id = d.post_id LEFT JOIN comment c ON c.id = d.comment_id
            LEFT JOIN appeal a ON a.decision_id = d.id
          WHERE d.id = $1 AND d.user_id = $2`,
        [id, ctx.actor.userId],
      )
    : { rows: [] };
  if (!rows[0]) throw notFound("This decision");
  return rows[0];
}

const mayAppeal = (row: Row) =>
  row.post_id !== null &&
  row.is_latest &&
  !row.is_answer &&
  row.appeal_state === null &&
  APPEALABLE.includes(row.action);

/** A decision about the actor's own post, comment or account; throws `not_found`. */
export async function readOwnDecision(ctx: Ctx<UserActor>, id: string): Promise<OwnDecisionView> {
  const row = await findOwn(ctx, id);
  return {
    id: row.id,
    action: row.action,
    rule: row.rule,
    ruleText: GUIDELINES[row.rule as Guideline] ?? "",
    ...(row.field ? { field: row.field } : {}),
    reason: row.reason,
    ...(row.until ? { until: row.until.toISOString() } : {}),
    ...(row.about ? { about: row.about } : {}),
    createdAt: row.created_at.toISOString(),
    canAppeal: mayAppeal(row),
    ...(row.appeal_state && row.appealed_at
      ? { appeal: { state: row.appeal_state, createdAt: row.appealed_at.toISOString() } }
      : {}),
  };
}

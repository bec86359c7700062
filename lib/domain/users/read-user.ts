import { unitsToCredits } from "@/lib/core/credits";
import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { ReportLine, UserDetail } from "./contract";
import { maskedEmail } from "./masked-email";

const SHOWN = 10;

type Row = {
  id: string;
  handle: string;
  name: string;
  email: string;
  is_verified: boolean;
  role: UserDetail["role"];
  status: UserDetail["status"];
  suspended_until: Date | null;
  is_demo: boolean;
  created_at: Date;
  last_seen_at: Date | null;
  balance: number;
  open_disputes: number;
  owed: number;
  pictures: number;
  failed_pictures: number;
  posts: number;
  orders: number;
  paid_paise: number;
  returned_paise: number;
  waiting_grants: number;
};

const ONE = `SELECT u.id, u.handle, u.name, u.email, u.email_verified_at IS NOT NULL AS is_verified, u.role, u.status, u.suspended_until, u.is_demo,
    u.created_at, (SELECT max(s.last_seen_at) FROM session s WHERE s.user_id = u.id) AS last_seen_at,
    coalesce(a.balance_units, 0) AS balance, coalesce(a.open_disputes, 0) AS open_disputes,
    (SELECT coalesce(sum(d.owed_units - d.repaid_units), 0)::int FROM credit_debt d WHERE d.account_id = u.id) AS owed,
    g.pictures, g.failed_pictures, o.orders, o.paid_paise, o.returned_paise,
    (SELECT count(*)::int FROM post p WHERE p.user_id = u.id AND p.deleted_at IS NULL) AS posts,
    (SELECT count(*)::int FROM pending_grant w WHERE w.account_id = u.id AND w.state = 'waiting') AS waiting_grants
  FROM "user" u LEFT JOIN credit_account a ON a.user_id = u.id
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'succeeded')::int AS pictures, count(*) FILTER (WHERE state = 'failed')::int AS failed_pictures
      FROM generation WHERE user_id = u.id) g
    CROSS JOIN LATERAL (SELECT count(*)::int AS orders, coalesce(sum(amount_paise) FILTER (WHERE state = 'paid'), 0)::bigint AS paid_paise,
      coalesce(sum(returned_paise), 0)::bigint AS returned_paise FROM credit_order WHERE user_id = u.id) o
  WHERE u.id = $1`;

async function decisionsAbout({ pool }: Ctx, userId: string): Promise<UserDetail["decisions"]> {
  const { rows } = await pool.query<{
    id: string;
    action: string;
    rule: string;
    reason: string;
    about: string | null;
    decider: string | null;
    created_at: Date;
  }>(
    `SELECT d.id, d.action, d.rule, d.reason, coalesce(left(c.body, 80), p.title) AS about, m.handle AS decider, d.created_at
      FROM moderation_decision d LEFT JOIN post p ON p.id = d.post_id LEFT JOIN comment c ON c.id = d.comment_id LEFT JOIN "user" m ON m.id = d.decider_id
      WHERE d.user_id = $1 ORDER BY d.created_at DESC, d.seq DESC LIMIT $2`,
    [userId, SHOWN],
  );
  return rows.map(({ id, action, rule, reason, about, decider, created_at }) => ({
    ...{ id, action, rule, reason },
    ...(about ? { about } : {}),
    ...(decider ? { decidedBy: decider } : {}),
    createdAt: created_at.toISOString(),
  }));
}

async function reports({ pool }: Ctx, whose: "about" | "by", userId: string): Promise<ReportLine[]> {
  const { rows } = await pool.query<Omit<ReportLine, "createdAt"> & { at: Date }>(
    `SELECT r.id, r.post_id AS "postId", p.title, r.reason, r.state, r.created_at AS at FROM report r JOIN post p ON p.id = r.post_id
      WHERE ${whose === "by" ? "r" : "p"}.user_id = $1 ORDER BY r.created_at DESC, r.id LIMIT $2`,
    [userId, SHOWN],
  );
  return rows.map(({ at, ...report }) => ({ ...report, createdAt: at.toISOString() }));
}

function toView(row: Row): Omit<UserDetail, "decisions" | "reportsAbout" | "reportsBy"> {
  return {
    id: row.id,
    handle: row.handle,
    name: row.name,
    email: maskedEmail(row.email),
    isVerified: row.is_verified,
    role: row.role,
    status: row.status,
    ...(row.suspended_until ? { suspendedUntil: row.suspended_until.toISOString() } : {}),
    isDemo: row.is_demo,
    ...(row.last_seen_at ? { lastSeenAt: row.last_seen_at.toISOString() } : {}),
    createdAt: row.created_at.toISOString(),
    balance: unitsToCredits(row.balance),
    owed: unitsToCredits(row.owed),
    openDisputes: row.open_disputes,
    counts: {
      pictures: row.pictures,
      failedPictures: row.failed_pictures,
      posts: row.posts,
      orders: row.orders,
      paidPaise: row.paid_paise,
      returnedPaise: row.returned_paise,
      waitingGrants: row.waiting_grants,
    },
  };
}

/** Somebody, with everything the team has to know before it decides about them; throws `not_found`. */
export async function readUser(ctx: Ctx<AdminActor>, userId: string): Promise<UserDetail> {
  if (!isId("user", userId)) throw notFound("This person");
  const [{ rows }, decisions, reportsAbout, reportsBy] = await Promise.all([
    ctx.pool.query<Row>(ONE, [userId]),
    decisionsAbout(ctx, userId),
    reports(ctx, "about", userId),
    reports(ctx, "by", userId),
  ]);
  if (!rows[0]) throw notFound("This person");
  return { ...toView(rows[0]), decisions, reportsAbout, reportsBy };
}

/** Throws `not_found` where there is nobody of this id. */
export async function requireUser(ctx: Ctx<AdminActor>, userId: string): Promise<void> {
  if (!isId("user", userId) || !(await ctx.db.user.findUnique({ where: { id: userId }, select: { id: true } })))
    throw notFound("This person");
}

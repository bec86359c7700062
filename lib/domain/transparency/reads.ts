import type { World } from "@/lib/db/ctx";

/** Whole numbers from the records; medians in hours, null where there is nothing to take one of. */
export type Transparency = {
  /** First day of the month, `2026-11-01`. */
  month: string;
  published: number;
  reports: number;
  reportsUpheld: number;
  /** Held by a check before anybody saw them. */
  held: number;
  /** Taken down: by reports until somebody looked, by a moderator (deleted ones among them). */
  hiddenByReports: number;
  removed: number;
  warnings: number;
  suspensions: number;
  appeals: number;
  appealsUpheld: number;
  /** Decisions that were taken back. */
  undone: number;
  reportHours: number | null;
  appealHours: number | null;
  tickets: number;
  ticketsAnswered: number;
  ticketsLate: number;
  ticketHours: number | null;
};

const MONTHS = 12;

/** One statement over the records themselves: nothing is kept apart for this page. Months are Indian calendar months. */
const SQL = `WITH month AS (
    SELECT m AS start, m AT TIME ZONE 'Asia/Kolkata' AS since, (m + interval '1 month') AT TIME ZONE 'Asia/Kolkata' AS until
      FROM generate_series(date_trunc('month', now() AT TIME ZONE 'Asia/Kolkata') - ($1::int - 1) * interval '1 month',
        date_trunc('month', now() AT TIME ZONE 'Asia/Kolkata'), interval '1 month') m)
  SELECT to_char(start, 'YYYY-MM-DD') AS month,
    (SELECT count(*)::int FROM post WHERE created_at >= month.since AND created_at < month.until) AS published,
    r.*, d.*, a.*, t.*
  FROM month
    CROSS JOIN LATERAL (SELECT count(*)::int AS reports, count(*) FILTER (WHERE state = 'upheld')::int AS "reportsUpheld",
        round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved_at - created_at)) / 3600)::numeric, 1)::float8 AS "reportHours"
      FROM report WHERE created_at >= month.since AND created_at < month.until) r
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE action = 'held')::int AS held,
        count(*) FILTER (WHERE action = 'hidden' AND rule = 'reports')::int AS "hiddenByReports",
        count(*) FILTER (WHERE action IN ('hidden', 'deleted', 'suspended') AND decider_id IS NOT NULL AND coalesce(post_id, comment_id) IS NOT NULL)::int AS removed,
        count(*) FILTER (WHERE action = 'warned')::int AS warnings, count(*) FILTER (WHERE action = 'suspended')::int AS suspensions,
        count(*) FILTER (WHERE action = 'undone')::int AS undone
      FROM moderation_decision WHERE created_at >= month.since AND created_at < month.until) d
    CROSS JOIN LATERAL (SELECT count(*)::int AS appeals, count(*) FILTER (WHERE state = 'upheld')::int AS "appealsUpheld",
        round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved_at - created_at)) / 3600)::numeric, 1)::float8 AS "appealHours"
      FROM appeal WHERE created_at >= month.since AND created_at < month.until) a
    CROSS JOIN LATERAL (SELECT count(*)::int AS tickets, count(*) FILTER (WHERE state = 'answered')::int AS "ticketsAnswered",
        count(*) FILTER (WHERE coalesce(answered_at, now()) > due_at)::int AS "ticketsLate",
        round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - created_at)) / 3600)::numeric, 1)::float8 AS "ticketHours"
      FROM grievance_ticket WHERE created_at >= month.since AND created_at < month.until) t
  ORDER BY start DESC`;

const KEEP_MS = 60_000;
let kept: { rows: Transparency[]; until: number } | undefined;

/** The last twelve months, the present one first; read anew once a minute, because anybody may ask. */
export async function readTransparency({ pool }: Pick<World, "pool">): Promise<Transparency[]> {
  if (kept && kept.until > Date.now()) return kept.rows;
  const { rows } = await pool.query<Transparency>({ name: "transparency", text: SQL, values: [MONTHS] });
  kept = { rows, until: Date.now() + KEEP_MS };
  return rows;
}

import { unitsToCredits } from "@/lib/core/credits";
import { csvLine } from "@/lib/core/csv";
import type { QueryOf } from "@/lib/core/endpoint";
import { invalid } from "@/lib/core/errors";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { TIER_KEYS } from "@/lib/domain/generation/tiers";
import { REASON_KEYS } from "@/lib/domain/ledger/contract";
import type { AnalyticsView, analyticsEndpoint, DayView } from "./contract";
import { COUNT_DAYS } from "./count-days";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
/** Five years at once. */
const MAX_DAYS = 1_830;
const TEMPLATES_SHOWN = 10;

type Range = { from: string; to: string; previousFrom: string; previousTo: string };
type Total = { is_current: boolean; metric: string; label: string; value: number };

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

async function rangeOf(
  ctx: Ctx<AdminActor>,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<Range> {
  const { rows } = await ctx.pool.query<{ today: string }>(
    "SELECT (now() AT TIME ZONE 'Asia/Kolkata')::date::text AS today",
  );
  const last = to ?? rows[0]!.today;
  const first = from ?? dayOf(msOf(last) - (DEFAULT_DAYS - 1) * DAY_MS);
  const days = (msOf(last) - msOf(first)) / DAY_MS + 1;
  if (days < 1) throw invalid("to", "The range ends before it begins.");
  if (days > MAX_DAYS) throw invalid("from", "Five years at most at a time.");
  return {
    from: first,
    to: last,
    previousFrom: dayOf(msOf(first) - days * DAY_MS),
    previousTo: dayOf(msOf(first) - DAY_MS),
  };
}

/** Rolled days from their table, the others counted now by the same statement; `$1` to `$2`. A day that is rolled up meanwhile is counted, not taken too. */
const KNOWN = (live: { from: string; to: string }) =>
  `SELECT day, metric, label, value FROM analytics_day WHERE day BETWEEN $1::date AND $2::date AND day < $3::date AND metric <> 'rolled'
    UNION ALL SELECT * FROM (${COUNT_DAYS.replaceAll("$1", live.from).replaceAll("$2", live.to)}) counted`;
/** `$3`: the first day that is not rolled up. */
const EVENTS = KNOWN({ from: "greatest($1::date, $3::date)", to: "$2" });

async function firstLiveDay({ pool }: Ctx<AdminActor>): Promise<string> {
  const { rows } = await pool.query<{ day: string }>(
    "SELECT coalesce(max(day) + 1, '2000-01-01')::text AS day FROM analytics_day WHERE metric = 'rolled'",
  );
  return rows[0]!.day;
}

class Totals {
  constructor(
    private readonly rows: readonly Total[],
    private readonly isCurrent: boolean,
  ) {}
  of(metric: string, label?: (label: string) => boolean): number {
    return this.rows
      .filter((row) => row.is_current === this.isCurrent && row.metric === metric && (!label || label(row.label)))
      .reduce((sum, { value }) => sum + value, 0);
  }
  /** The smallest time that so many of all are within (the nearest rank), seconds; 0 where there is none. */
  seconds(share: number): number {
    const times = this.rows
      .filter((row) => row.is_current === this.isCurrent && row.metric === "tenths")
      .map(({ label, value }) => [Number(label), value] as const)
      .sort(([a], [b]) => a - b);
    const rank = Math.ceil(share * times.reduce((sum, [, count]) => sum + count, 0));
    let seen = 0;
    for (const [tenths, count] of times) {
      seen += count;
      if (seen >= rank && rank > 0) return tenths / 10;
    }
    return 0;
  }
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const isState = (state: string) => (label: string) => label.startsWith(`${state}:`);

function figuresOf(totals: Totals, { outstandingUnits, converted }: { outstandingUnits: number; converted: number }) {
  const succeeded = totals.of("generation", isState("succeeded"));
  const failed = totals.of("generation", isState("failed"));
  const joined = totals.of("joined");
  const [revenuePaise, refundPaise, costPaise] = [totals.of("revenue"), totals.of("refund"), totals.of("cost")];
  return {
    pictures: succeeded,
    successRate: share(succeeded, succeeded + failed),
    medianSeconds: totals.seconds(0.5),
    p95Seconds: totals.seconds(0.95),
    revenuePaise,
    refundPaise,
    costPaise,
    marginPaise: revenuePaise - refundPaise - costPaise,
    orders: totals.of("order"),
    firstPurchases: totals.of("first_purchase"),
    creditsOutstanding: unitsToCredits(outstandingUnits),
    signUps: joined,
    activation: share(totals.of("activated"), joined),
    conversion: share(converted, joined),
    reuseRate: share(totals.of("remix"), succeeded),
    published: totals.of("published"),
  };
}
type Figures = ReturnType<typeof figuresOf>;

/** Units that all accounts held at the end of a day, and who of those that joined in a range has bought until now. */
async function readStanding(
  ctx: Ctx<AdminActor>,
  from: string,
  to: string,
  live: string,
): Promise<{ outstandingUnits: number; converted: number }> {
  const { rows } = await ctx.pool.query<{ units: number; converted: number }>(
    `SELECT (coalesce((SELECT sum(value) FROM analytics_day WHERE metric = 'ledger' AND day <= $2::date AND day < $3::date), 0)
        + coalesce((SELECT sum(units) FROM ledger_entry WHERE created_at >= $3::date::timestamp AT TIME ZONE 'Asia/Kolkata'
          AND created_at < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Kolkata'), 0))::bigint AS units,
      (SELECT count(*)::int FROM "user" u WHERE u.created_at >= $1::date::timestamp AT TIME ZONE 'Asia/Kolkata'
        AND u.created_at < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Kolkata' AND u.email_verified_at < u.created_at + interval '48 hours' AND NOT u.is_demo
        AND EXISTS (SELECT FROM credit_order o WHERE o.user_id = u.id AND o.credited_at IS NOT NULL)) AS converted`,
    [from, to, live],
  );
  return { outstandingUnits: rows[0]?.units ?? 0, converted: rows[0]?.converted ?? 0 };
}

const COHORT_WEEKS = 8;
const COHORTS = `WITH week AS (SELECT w::date AS week FROM generate_series(date_trunc('week', now() AT TIME ZONE 'Asia/Kolkata') - interval '${COHORT_WEEKS - 1} weeks',
      date_trunc('week', now() AT TIME ZONE 'Asia/Kolkata'), interval '1 week') w),
    member AS MATERIALIZED (SELECT date_trunc('week', u.created_at AT TIME ZONE 'Asia/Kolkata')::date AS week, u.id FROM "user" u
      WHERE u.created_at >= (SELECT min(week) FROM week)::timestamp AT TIME ZONE 'Asia/Kolkata' AND u.email_verified_at IS NOT NULL AND NOT u.is_demo),
    active AS (SELECT m.week, (a.day - m.week) / 7 AS nth, count(DISTINCT m.id)::int AS people FROM member m
      JOIN active_day a ON a.user_id = m.id AND a.day >= m.week GROUP BY 1, 2)
  SELECT w.week::text AS week, (SELECT count(*)::int FROM member m WHERE m.week = w.week) AS joined,
    ARRAY(SELECT coalesce((SELECT a.people FROM active a WHERE a.week = w.week AND a.nth = n), 0)
      FROM generate_series(0, ((date_trunc('week', now() AT TIME ZONE 'Asia/Kolkata')::date - w.week) / 7)) n ORDER BY n) AS active
  FROM week w ORDER BY w.week`;

const STATES = ["succeeded", "failed", "cancelled"] as const;
const GRANTS = ["welcome", "reuse_reward", "referral", "milestone"];

type DayRow = { day: string; metric: string; label: string; value: number };

async function readDays(
  ctx: Ctx<AdminActor>,
  { from, to }: Pick<Range, "from" | "to">,
  live: string,
): Promise<DayView[]> {
  const { rows } = await ctx.pool.query<DayRow>(
    `SELECT d::date::text AS day, e.metric, e.label, coalesce(e.value, 0)::bigint AS value FROM generate_series($1::date, $2::date, interval '1 day') d
      LEFT JOIN (SELECT day, metric, CASE metric WHEN 'generation' THEN split_part(label, ':', 1) WHEN 'ledger' THEN label ELSE '' END AS label, sum(value) AS value
        FROM (${EVENTS}) all_events WHERE metric IN ('generation', 'ledger', 'revenue', 'refund', 'cost', 'joined', 'published') GROUP BY 1, 2, 3) e ON e.day = d::date ORDER BY d`,
    [from, to, live],
  );
  const byDay = new Map<string, DayRow[]>();
  for (const row of rows) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  return [...byDay].map(([day, events]) => toDay(day, events));
}

function toDay(day: string, events: readonly DayRow[]): DayView {
  const of = (metric: string, ...labels: string[]) =>
    events
      .filter((event) => event.metric === metric && (labels.length === 0 || labels.includes(event.label)))
      .reduce((sum, { value }) => sum + value, 0);
  const [succeeded, failed, cancelled] = STATES.map((state) => of("generation", state)) as [number, number, number];
  const [revenuePaise, refundPaise, costPaise] = [of("revenue"), of("refund"), of("cost")];
  return {
    ...{ day, succeeded, failed, cancelled, revenuePaise, refundPaise, costPaise },
    signUps: of("joined"),
    published: of("published"),
    marginPaise: revenuePaise - refundPaise - costPaise,
    creditsSpent: unitsToCredits(-of("ledger", "generation", "generation_refund")),
    creditsGranted: unitsToCredits(of("ledger", ...GRANTS)),
  };
}

/** What happened in a range of Indian days, compared with the one before. Throws `validation_failed` on `from` or `to`. */
export async function readAnalytics(
  ctx: Ctx<AdminActor>,
  query: QueryOf<typeof analyticsEndpoint>,
): Promise<AnalyticsView> {
  const [range, live] = await Promise.all([rangeOf(ctx, query), firstLiveDay(ctx)]);
  const [{ rows: totals }, days, now, then, { rows: cohorts }] = await Promise.all([
    ctx.pool.query<Total>(
      `SELECT day >= $4::date AS is_current, metric, label, sum(value)::bigint AS value FROM (${EVENTS}) all_events GROUP BY 1, 2, 3`,
      [...[range.previousFrom, range.to, live, range.from]],
    ),
    readDays(ctx, range, live),
    readStanding(ctx, range.from, range.to, live),
    readStanding(ctx, range.previousFrom, range.previousTo, live),
    ctx.pool.query<AnalyticsView["cohorts"][number]>({ name: "cohorts", text: COHORTS }),
  ]);
  const [current, before] = [new Totals(totals, true), new Totals(totals, false)];
  const [value, earlier] = [figuresOf(current, now), figuresOf(before, then)];
  const pair = (of: (from: Totals) => number) => ({ value: of(current), before: of(before) });
  return {
    ...range,
    figures: Object.fromEntries(
      (Object.keys(value) as (keyof Figures)[]).map((name) => [name, { value: value[name], before: earlier[name] }]),
    ) as AnalyticsView["figures"],
    tiers: TIER_KEYS.map((tier) => ({
      tier,
      pictures: pair((from) => from.of("generation", (label) => label === `succeeded:${tier}`)),
    })),
    rewards: REASON_KEYS.map((reason) => ({
      reason,
      credits: pair((from) => unitsToCredits(from.of("ledger", (label) => label === reason))),
    })),
    templates: await topTemplates(ctx, totals),
    cohorts,
    days,
  };
}

async function topTemplates(ctx: Ctx<AdminActor>, totals: readonly Total[]): Promise<AnalyticsView["templates"]> {
  const top = totals
    .filter(({ is_current, metric }) => is_current && metric === "template")
    .sort((a, b) => b.value - a.value || (a.label < b.label ? -1 : 1))
    .slice(0, TEMPLATES_SHOWN);
  const known = await ctx.db.template.findMany({
    where: { id: { in: top.map(({ label }) => label) } },
    select: { id: true, title: true },
  });
  const titleOf = new Map(known.map(({ id, title }) => [id, title]));
  return top.map(({ label, value }) => ({ id: label, title: titleOf.get(label) ?? label, pictures: value }));
}

const CSV: readonly (keyof DayView)[] = [
  ...(["day", "succeeded", "failed", "cancelled", "signUps", "published"] as const),
  ...(["revenuePaise", "refundPaise", "costPaise", "marginPaise", "creditsSpent", "creditsGranted"] as const),
];

async function* linesOf(ctx: Ctx<AdminActor>, { from, to }: Range, live: string): AsyncGenerator<string> {
  yield csvLine(CSV);
  for (let start = msOf(from); start <= msOf(to); start += DEFAULT_DAYS * DAY_MS) {
    const end = Math.min(start + (DEFAULT_DAYS - 1) * DAY_MS, msOf(to));
    for (const day of await readDays(ctx, { from: dayOf(start), to: dayOf(end) }, live))
      yield csvLine(CSV.map((name) => day[name]));
  }
}

/**
 * The days of a range as CSV, a month at a time, so that memory stays flat. Money in paise. Throws `validation_failed` on `from` before anything is sent:
 * once a line is out, a refusal would be a broken file.
 */
export async function exportDays(
  ctx: Ctx<AdminActor>,
  query: QueryOf<typeof analyticsEndpoint>,
): Promise<AsyncGenerator<string>> {
  const [range, live] = await Promise.all([rangeOf(ctx, query), firstLiveDay(ctx)]);
  return linesOf(ctx, range, live);
}

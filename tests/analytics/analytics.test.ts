import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { AnalyticsView } from "@/lib/domain/analytics/contract";
import { readAnalytics } from "@/lib/domain/analytics/reads";
import { rollUp } from "@/lib/domain/analytics/roll-up";
import { newMember } from "@/tests/admin/team";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { fillYear } from "./year";

const JOBS = 200_000;
const DAY_MS = 86_400_000;

let studio: Studio;
let admin: Caller;
let ctx: Ctx<AdminActor>;
beforeAll(async () => {
  studio = await openStudio();
  admin = await newMember(studio, "admin");
  await fillYear(studio.world, { jobs: JOBS, people: 5_000 });
  const actor = {
    kind: "user",
    userId: newId("user"),
    sessionId: newId("session"),
    role: "admin",
    isVerified: true,
  } as const;
  ctx = { ...studio.world, actor, requestId: "req_test", ip: "", userAgent: "", deviceId: "" };
  await Promise.all([rollUp(studio.world), rollUp(studio.world)]);
}, 180_000);
afterAll(() => studio.close());

/** A calendar day in India, so many days ago. */
const day = (ago: number) => new Date(Date.now() + 5.5 * 3_600_000 - ago * DAY_MS).toISOString().slice(0, 10);
const YEAR = { from: day(364), to: day(0) };
const WEEK = { from: day(6), to: day(0) };

/** One number from the raw rows, said in other words than the product says it. */
async function raw(sql: string, { from, to }: { from: string; to: string }): Promise<number> {
  const bounds = [`${from}T00:00:00+05:30`, new Date(Date.parse(`${to}T00:00:00+05:30`) + DAY_MS).toISOString()];
  const { rows } = await studio.world.pool.query<{ n: string | null }>(
    `SELECT (${sql})::text AS n`.replaceAll("FROM_", "$1::timestamptz").replaceAll("TO_", "$2::timestamptz"),
    bounds,
  );
  return Number(rows[0]?.n ?? 0);
}
const within = (column: string) => `${column} >= FROM_ AND ${column} < TO_`;
const JOINED = `"user" u WHERE NOT u.is_demo AND ${within("u.created_at")} AND u.email_verified_at - u.created_at < interval '48 hours'`;
const RECOUNT: Record<string, string> = {
  pictures: `SELECT count(*) FROM generation WHERE state = 'succeeded' AND ${within("finished_at")}`,
  revenuePaise: `SELECT sum(amount_paise) FROM credit_order WHERE ${within("credited_at")}`,
  refundPaise: `SELECT coalesce((SELECT sum(amount_paise) FROM payment_refund WHERE ${within("applied_at")}), 0)
    + coalesce((SELECT sum(amount_paise) FROM payment_dispute WHERE state = 'lost' AND ${within("decided_at")}), 0)`,
  costPaise: `SELECT sum(provider_cost_paise) FROM generation WHERE ${within("finished_at")}`,
  orders: `SELECT count(*) FROM credit_order WHERE ${within("credited_at")}`,
  firstPurchases: `SELECT count(*) FROM (SELECT user_id, min(credited_at) AS first FROM credit_order GROUP BY 1) f WHERE ${within("first")}`,
  signUps: `SELECT count(*) FROM ${JOINED}`,
  medianSeconds: `SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY round(extract(epoch FROM finished_at - submitted_at), 1)) FROM generation WHERE state = 'succeeded' AND ${within("finished_at")}`,
  p95Seconds: `SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY round(extract(epoch FROM finished_at - submitted_at), 1)) FROM generation WHERE state = 'succeeded' AND ${within("finished_at")}`,
  creditsOutstanding: "SELECT sum(units) / 100.0 FROM ledger_entry WHERE created_at < TO_ AND FROM_ IS NOT NULL",
};
const RATES: Record<string, [part: string, whole: string]> = {
  successRate: [
    `SELECT count(*) FROM generation WHERE state = 'succeeded' AND ${within("finished_at")}`,
    `SELECT count(*) FROM generation WHERE state IN ('succeeded', 'failed') AND ${within("finished_at")}`,
  ],
  activation: [
    `SELECT count(*) FROM ${JOINED} AND (SELECT min(g.finished_at) FROM generation g WHERE g.user_id = u.id AND g.state = 'succeeded') - u.created_at <= interval '48 hours'`,
    `SELECT count(*) FROM ${JOINED}`,
  ],
  conversion: [
    `SELECT count(*) FROM ${JOINED} AND u.id IN (SELECT user_id FROM credit_order)`,
    `SELECT count(*) FROM ${JOINED}`,
  ],
  reuseRate: [
    `SELECT count(*) FROM generation WHERE state = 'succeeded' AND source_post_id IS NOT NULL AND ${within("finished_at")}`,
    `SELECT count(*) FROM generation WHERE state = 'succeeded' AND ${within("finished_at")}`,
  ],
};

async function expectTrue(view: AnalyticsView): Promise<void> {
  const periods = [
    ["value", { from: view.from, to: view.to }],
    ["before", { from: view.previousFrom, to: view.previousTo }],
  ] as const;
  for (const [side, range] of periods) {
    for (const [name, sql] of Object.entries(RECOUNT))
      expect([name, side, view.figures[name as keyof AnalyticsView["figures"]][side]]).toEqual([
        name,
        side,
        await raw(sql, range),
      ]);
    for (const [name, [part, whole]] of Object.entries(RATES)) {
      const of = await raw(whole, range);
      expect([name, side, view.figures[name as keyof AnalyticsView["figures"]][side]]).toEqual([
        name,
        side,
        of === 0 ? 0 : (await raw(part, range)) / of,
      ]);
    }
    const { revenuePaise, refundPaise, costPaise, marginPaise } = view.figures;
    expect(marginPaise[side]).toBe(revenuePaise[side] - refundPaise[side] - costPaise[side]);
  }
}

describe("a year of 200,000 pictures", () => {
  it("is true to the paisa: every figure equals a recount of the raw rows, for a year, a month, a week and a day long past", async () => {
    for (const range of [YEAR, { from: day(29), to: day(0) }, WEEK, { from: day(200), to: day(200) }])
      await expectTrue(await readAnalytics(ctx, range));
  }, 120_000);

  it("adds up by day, by tier, by reason, by template", async () => {
    const view = await readAnalytics(ctx, YEAR);
    const sum = (of: (one: AnalyticsView["days"][number]) => number) =>
      view.days.reduce((total, one) => total + of(one), 0);
    expect(view.days).toHaveLength(365);
    expect(sum(({ revenuePaise }) => revenuePaise)).toBe(view.figures.revenuePaise.value);
    expect(sum(({ marginPaise }) => marginPaise)).toBe(view.figures.marginPaise.value);
    expect(sum(({ succeeded }) => succeeded)).toBe(view.figures.pictures.value);
    expect(view.tiers.reduce((total, { pictures }) => total + pictures.value, 0)).toBe(view.figures.pictures.value);
    for (const { reason, credits } of view.rewards)
      expect([reason, credits.value]).toEqual([
        reason,
        await raw(
          `SELECT coalesce(sum(units), 0) / 100.0 FROM ledger_entry WHERE reason = '${reason}' AND ${within("created_at")}`,
          YEAR,
        ),
      ]);
    const [top] = view.templates;
    expect(top?.pictures).toBe(
      await raw(
        `SELECT max(n) FROM (SELECT count(*) AS n FROM generation WHERE state = 'succeeded' AND template_id IS NOT NULL AND ${within("finished_at")} GROUP BY template_id) t`,
        YEAR,
      ),
    );
    expect(view.templates).toHaveLength(8);
  });

  it("knows its cohorts: who joined in a week, and how many of them were there in each week after", async () => {
    const { cohorts } = await readAnalytics(ctx, WEEK);
    expect(cohorts).toHaveLength(8);
    expect(cohorts.map(({ active }) => active.length)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    const [first] = cohorts;
    const { rows } = await studio.world.pool.query<{ joined: number; second: number }>(
      `WITH m AS (SELECT id FROM "user" WHERE email_verified_at IS NOT NULL AND NOT is_demo AND created_at >= $1::timestamptz AND created_at < $1::timestamptz + interval '7 days')
        SELECT (SELECT count(*)::int FROM m) AS joined, (SELECT count(DISTINCT user_id)::int FROM active_day WHERE user_id IN (SELECT id FROM m)
          AND day >= $2::date + 7 AND day < $2::date + 14) AS second`,
      [`${first?.week}T00:00:00+05:30`, first?.week],
    );
    expect([first?.joined, first?.active[1]]).toEqual([rows[0]?.joined, rows[0]?.second]);
  });

  it("opens in under a second, at most five times as slow as a week", async () => {
    const time = async (range: { from: string; to: string }) => {
      const startedAt = performance.now();
      await readAnalytics(ctx, range);
      return performance.now() - startedAt;
    };
    const years: number[] = [];
    const weeks: number[] = [];
    for (let round = 0; round < 15; round++) {
      years.push(await time(YEAR));
      weeks.push(await time(WEEK));
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[7]!;
    expect(median(years)).toBeLessThan(1_000);
    expect(median(years) / median(weeks)).toBeLessThan(5);
  });
});

describe("roll-ups", () => {
  it("by two workers at once and again change nothing; days that are not final stay out", async () => {
    const rows = () =>
      studio.sql("SELECT count(*)::int AS rows, sum(value)::text AS sum, max(day)::text AS last FROM analytics_day");
    const before = await rows();
    expect(before[0]).toMatchObject({ last: day(4) });
    expect(await Promise.all([rollUp(studio.world), rollUp(studio.world)])).toEqual([0, 0]);
    expect(await rows()).toEqual(before);
  });

  it("count a day once when it is rolled up while somebody reads", async () => {
    const before = await readAnalytics(ctx, YEAR);
    await studio.sql("DELETE FROM analytics_day WHERE day >= $1::date", [day(33)]);
    const pool = new Proxy(ctx.pool, {
      get: (real, name) =>
        name === "query"
          ? async (...asked: [string]) => {
              const answer = await real.query(...asked);
              if (String(asked[0]).includes("'rolled'") && String(asked[0]).includes("max(day)"))
                await rollUp(studio.world);
              return answer;
            }
          : Reflect.get(real, name),
    });
    const during = await readAnalytics({ ...ctx, pool }, YEAR);
    expect(await rollUp(studio.world)).toBe(0);
    expect([during.figures, during.days]).toEqual([before.figures, before.days]);
  });

  it("leave today open: what happens now is there at once", async () => {
    const before = (await readAnalytics(ctx, WEEK)).figures;
    const user = await studio.newUser(5);
    await studio.startWorker();
    const { body } = await user.generate();
    await user.ended(body.jobId);
    const after = (await readAnalytics(ctx, WEEK)).figures;
    expect([after.pictures.value - before.pictures.value, after.costPaise.value - before.costPaise.value]).toEqual([
      1, 40,
    ]);
    expect(after.creditsOutstanding.value - before.creditsOutstanding.value).toBe(4);
    await expectTrue(await readAnalytics(ctx, WEEK));
  }, 60_000);

  it("put a picture that ended long after it was asked for, and a late refund, on the day on which they happened", async () => {
    const past = { from: day(100), to: day(100) };
    const today = { from: day(0), to: day(0) };
    const [before, now] = [await readAnalytics(ctx, past), await readAnalytics(ctx, today)];
    const client = await studio.world.pool.connect();
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(
      `INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, ignored, provider_cost_paise, created_at, submitted_at, finished_at)
        SELECT 'gen_late', user_id, 'succeeded', 'standard', '1:1', 1024, 1024, 'x', 'x', 1, 100, 'stability-ai/sdxl', '{}', 77, now() - interval '100 days', now() - interval '1 minute', now()
          FROM credit_order LIMIT 1`,
    );
    await client.query(
      "INSERT INTO payment_refund (id, payment_id, amount_paise, state, applied_at, created_at) SELECT 'rfnd_late', id, 123, 'processed', now(), now() - interval '100 days' FROM payment LIMIT 1",
    );
    await client.query("COMMIT");
    client.release();
    await rollUp(studio.world);
    expect((await readAnalytics(ctx, past)).figures).toEqual(before.figures);
    const after = (await readAnalytics(ctx, today)).figures;
    expect([
      after.costPaise.value - now.figures.costPaise.value,
      after.refundPaise.value - now.figures.refundPaise.value,
    ]).toEqual([77, 123]);
  });
});

describe("over HTTP", () => {
  it("answers the last 30 days without a range, and the days as CSV, alike", async () => {
    const { body } = await admin.get("/api/admin/analytics");
    expect([body.from, body.to, body.previousTo]).toEqual([day(29), day(0), day(30)]);
    const csv: string = (await admin.get(`/api/admin/analytics?from=${YEAR.from}&to=${YEAR.to}&format=csv`)).body;
    const [head = "", ...lines] = csv.trim().split("\r\n");
    const year = await readAnalytics(ctx, YEAR);
    const names = head.split(",") as (keyof AnalyticsView["days"][number])[];
    expect(lines).toEqual(year.days.map((one) => names.map((name) => String(one[name])).join(",")));
  });

  it.each([
    ["from=2026-02-31", "from"],
    ["from=x", "from"],
    ["from=2026-02-02&to=2026-02-01", "to"],
    ["from=1990-01-01&to=2026-01-01", "from"],
  ])("refuses %s", async (query, field) => {
    const { status, body } = await admin.get(`/api/admin/analytics?${query}`);
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});

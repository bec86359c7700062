import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "@/lib/start/postgres.mjs";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { measured, percentile, sized } from "@/tests/support/proof";
import { Child } from "./child";
import { StallingProxy } from "./stalling-proxy";

/**
 * A database that is away, slow, silent or has no connection left, as one web process sees it. It says so soon and plainly, nothing is half done, and it
 * serves again by itself. What really happened is looked up past the trouble, over a way of one's own.
 */
const POOL_SIZE = 4;
const NAME = "web-in-trouble";
/** Connecting may take five seconds and a silence twelve; the rest is what a loaded machine adds. */
const SOON_MS = 20_000;

let studio: Studio;
let proxy: StallingProxy;
let web: Child;
let origin: string;
let user: Caller;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  const through = await StallingProxy.before(studio.world.env.DATABASE_URL);
  proxy = through.proxy;
  web = new Child("tests/faults/web-process.ts", {
    ...(studio.variables as Record<string, string>),
    PORT: String(port),
    // Its connections are told from those of this test by their name.
    DATABASE_URL: `${through.url}?application_name=${NAME}`,
    DATABASE_POOL_SIZE: String(POOL_SIZE),
  });
  await web.start();
});
beforeEach(async () => {
  user = await studio.newUser(100);
});
afterEach(async () => {
  proxy.pass();
  await eventually(
    "the web process to serve again",
    async () => (await ask("GET", "/api/health/ready")).status === 200,
  );
  // By itself: it is the process that was there before.
  expect(web.deaths).toEqual([]);
});
afterAll(async () => {
  await web?.stop();
  await proxy?.close();
  await studio?.close();
});

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server says; the assertions are the types.
type Told = { status: number; type: string; retryAfter: number; text: string; body: any; ms: number };

async function ask(method: string, path: string, body?: unknown, key?: string): Promise<Told> {
  const startedAt = performance.now();
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      // Who watches over health does not sign in.
      ...(path.startsWith("/api/health/") ? {} : { Authorization: `Bearer ${user.token}` }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(key ? { "Idempotency-Key": key } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    retryAfter: Number(response.headers.get("retry-after")),
    text,
    body: text.startsWith("{") ? JSON.parse(text) : undefined,
    ms: performance.now() - startedAt,
  };
}

const generate = (prompt: string, key: string) =>
  ask("POST", "/api/studio/generate", { prompt, tier: "standard", aspectRatio: "16:9", seed: 7 }, key);

/** 503 as a problem document that says when to come back and nothing of what is inside. */
function expectAway(told: Told): void {
  expect({ status: told.status, code: told.body?.code }).toEqual({ status: 503, code: "provider_unavailable" });
  expect(told.type).toBe("application/problem+json");
  expect(told.retryAfter).toBeGreaterThan(0);
  expect(told.text).not.toMatch(/SELECT|UPDATE|INSERT|postgres|prisma|ECONN|127\.0\.0\.1|\.ts:|node_modules|stack/i);
  expect(told.ms).toBeLessThan(SOON_MS);
}

/** What stands under a key: nothing at all, or job, debit, queue entry and answer together. */
async function traceOf(prompt: string, key: string) {
  const [row] = await studio.sql<{ jobs: number; debits: number; answers: number }>(
    `SELECT (SELECT count(*)::int FROM generation WHERE prompt = $1) AS jobs,
        (SELECT count(*)::int FROM ledger_entry e JOIN generation g ON g.id = e.reference AND e.reason = 'generation' WHERE g.prompt = $1) AS debits,
        (SELECT count(*)::int FROM idempotency_key WHERE key = $2 AND outcome IS NOT NULL) AS answers`,
    [prompt, key],
  );
  return row!;
}

const isWhole = ({ jobs, debits, answers }: { jobs: number; debits: number; answers: number }) =>
  jobs === debits && jobs === answers && jobs <= 1;

const READS = [
  "/api/studio/credits/balance",
  "/api/studio/jobs?limit=5",
  "/api/health/ready",
  "/api/studio/community/feed",
];

/** Asks for reads and pictures under trouble. Everything is refused alike, and a repeat after the trouble says what became of it. */
async function tryUnder(name: string, end: () => Promise<void>) {
  const wishes = Array.from({ length: sized(4, 12) }, (_, at) => ({
    prompt: `a red kite, ${name} ${at}`,
    key: randomUUID(),
  }));
  const [told, live] = await Promise.all([
    Promise.all([...READS.map((path) => ask("GET", path)), ...wishes.map(({ prompt, key }) => generate(prompt, key))]),
    ask("GET", "/api/health/live"),
  ]).finally(end);
  expect(live.status).toBe(200);
  for (const one of told) expectAway(one);
  let charged = 0;
  for (const { prompt, key } of wishes) {
    const before = await eventually("what is under way to end", async () => {
      const trace = await traceOf(prompt, key);
      return isWhole(trace) && trace;
    });
    charged += before.debits;
    const again = await eventually("an answer", async () => {
      const answer = await generate(prompt, key);
      return answer.status === 202 && answer;
    });
    expect(again.body.jobId).toBeTruthy();
    expect(await traceOf(prompt, key)).toEqual({ jobs: 1, debits: 1, answers: 1 });
  }
  await studio.booksHold();
  const times = told.map(({ ms }) => ms);
  return {
    "refused with 503": told.length,
    "slowest refusal ms": Math.round(Math.max(...times)),
    "median refusal ms": Math.round(percentile(times, 0.5)),
    "charged although refused, answered on repeat": charged,
  };
}

const own = async (text: string) => {
  const client = new Client({ connectionString: studio.world.env.DATABASE_URL });
  await client.connect();
  await client.query(text);
  return client;
};

describe("a database in trouble", () => {
  it("away: refused with 503 soon, nothing half done, and back without a restart", async (context) => {
    const port = proxy.port;
    await proxy.close();
    measured(context, await tryUnder("away", () => proxy.reopen(port)));
  });

  // Its twelve seconds of silence are spent once in `npm test`, by the next one.
  it.runIf(sized(false, true))(
    "silent in the middle: refused with 503 soon, whole or not at all, and the repeat says which",
    async (context) => {
      await ask("GET", "/api/studio/credits/balance");
      proxy.stall();
      const figures = await tryUnder("silent", async () => proxy.pass());
      expect(proxy.waited.up).toBeGreaterThan(0);
      measured(context, { ...figures, "messages held back": proxy.waited.up + proxy.waited.down });
    },
  );

  it("silent just after the debit was sent: the lost answer is 503, and the repeat gets the one picture that was charged", async (context) => {
    const [prompt, key] = ["a red kite whose answer got lost", randomUUID()];
    proxy.stallAt({ text: key, isDelivered: true });
    const asked = generate(prompt, key);
    await eventually("the stall", async () => proxy.stalled);
    const told = await asked;
    expectAway(told);
    const trace = await traceOf(prompt, key);
    expect(isWhole(trace)).toBe(true);
    proxy.pass();
    const again = await eventually("an answer", async () => {
      const answer = await generate(prompt, key);
      return answer.status === 202 && answer;
    });
    expect(await traceOf(prompt, key)).toEqual({ jobs: 1, debits: 1, answers: 1 });
    expect(again.body.jobId).toBeTruthy();
    measured(context, { "refusal ms": Math.round(told.ms), "charged before the repeat": trace.debits });
  });

  it("with every connection busy: refused with 503 soon, and back when they are free", async (context) => {
    const lock = await own('BEGIN; LOCK TABLE "session" IN ACCESS EXCLUSIVE MODE');
    const busy = Array.from({ length: POOL_SIZE }, () => ask("GET", "/api/studio/credits/balance"));
    const waiting = await eventually("a pool of waiting connections", async () => {
      const [row] = await studio.sql<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = $1",
        [NAME],
      );
      return row?.n === POOL_SIZE && row.n;
    });
    const figures = await tryUnder("busy", async () => {
      await lock.end();
      for (const one of await Promise.all(busy)) expect([200, 503]).toContain(one.status);
    });
    measured(context, { ...figures, "connections held": waiting });
  });

  it("slow, but there: it answers late or says 503, never 500, and what it did is whole", async (context) => {
    const [prompt, key] = ["a red kite over a slow line", randomUUID()];
    const delayMs = sized(300, 6_000);
    proxy.delay(delayMs);
    const told = await Promise.all([...READS.map((path) => ask("GET", path)), generate(prompt, key)]);
    for (const one of told) if (one.status >= 300) expectAway(one);
    expect(Math.max(...told.map(({ ms }) => ms))).toBeGreaterThan(delayMs);
    proxy.pass();
    await eventually("what is under way to end", async () => isWhole(await traceOf(prompt, key)));
    expect((await generate(prompt, key)).status).toBe(202);
    expect(await traceOf(prompt, key)).toEqual({ jobs: 1, debits: 1, answers: 1 });
    measured(context, {
      "delay each way ms": delayMs,
      "slowest answer ms": Math.round(Math.max(...told.map(({ ms }) => ms))),
    });
  });

  it("that ends our connections: never 500, and the next requests open new ones", async (context) => {
    await Promise.all(Array.from({ length: POOL_SIZE }, () => ask("GET", "/api/studio/credits/balance")));
    const [row] = await studio.sql<{ ended: number }>(
      "SELECT count(pg_terminate_backend(pid))::int AS ended FROM pg_stat_activity WHERE application_name = $1",
      [NAME],
    );
    expect(row?.ended).toBeGreaterThan(0);
    const told = await Promise.all(Array.from({ length: 10 }, () => ask("GET", "/api/studio/credits/balance")));
    for (const one of told) if (one.status !== 200) expectAway(one);
    measured(context, {
      "connections ended": row?.ended ?? 0,
      "of 10 requests refused": told.filter(({ status }) => status !== 200).length,
    });
  });

  it("control: a debit that is not one transaction leaves half of itself behind, and the trace sees it", async () => {
    const [prompt, key] = ["a red kite, half done", randomUUID()];
    expect((await generate(prompt, key)).status).toBe(202);
    await studio.sql("UPDATE idempotency_key SET outcome = NULL WHERE key = $1", [key]);
    expect(isWhole(await traceOf(prompt, key))).toBe(false);
  });
});

import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { signAccessToken } from "@/lib/domain/identity/session-tokens";
import { copyVersion } from "@/lib/domain/settings/copy-version";
import { freePort } from "@/lib/start/postgres.mjs";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { measured, sized } from "@/tests/support/proof";
import { Child } from "./child";

/** Processes whose clock is a day wrong, or jumps. What decides goes by the database's clock, so they decide like the others. */
const DAY_MS = 86_400_000;
const SHIFTS = sized<Record<string, number>>({ ahead: DAY_MS }, { ahead: DAY_MS, behind: -DAY_MS });
const PRELOAD = path.resolve(import.meta.dirname, "shifted-clock.ts");

let studio: Studio;
let child: Child | undefined;

beforeAll(async () => {
  // Six pictures a minute: few enough to use up.
  studio = await openStudio({ RATE_LIMIT_SCALE: "0.05", GENERATION_DEADLINE_MS: "30000" });
});
afterEach(async () => {
  await child?.stop();
  child = undefined;
  await studio.endAll();
});
afterAll(() => studio?.close());

const note = () => path.join(studio.world.env.DATA_DIR, "believed");
const jump = () => path.join(studio.world.env.DATA_DIR, "jump");

/** Its clock goes wrong once it is ready, or when `jump()` is written: modules are loaded by threads that wait for one another by the clock. */
async function start(
  file: string,
  shiftMs: number,
  { isLater = false, more = {} }: { isLater?: boolean; more?: Record<string, string> } = {},
): Promise<void> {
  writeFileSync(note(), "0");
  rmSync(jump(), { force: true });
  child = new Child(file, {
    ...(studio.variables as Record<string, string>),
    ...{ NODE_OPTIONS: `--import tsx --import ${PRELOAD}`, SHIFT_MS: String(shiftMs), SHIFT_NOTE: note() },
    ...{ SHIFT_AFTER_FILE: jump(), ...more },
  });
  await child.start();
  if (!isLater) writeFileSync(jump(), "");
}

/** How far the process's clock is from ours, as it says itself. */
async function believedShiftMs(wanted: number): Promise<number> {
  return eventually("the process to believe it", async () => {
    const shift = Number(readFileSync(note(), "utf8") || "0") - Date.now();
    return Math.abs(shift - wanted) < DAY_MS / 4 && shift;
  });
}

async function startWeb(shiftMs: number): Promise<string> {
  const port = await freePort();
  await start("tests/faults/web-process.ts", shiftMs, { more: { PORT: String(port) } });
  return `http://127.0.0.1:${port}`;
}

/** A token that is good for three days, on either side. */
async function lastingToken({ userId }: Caller): Promise<string> {
  const [row] = await studio.sql<{ id: string }>(
    "UPDATE session SET expires_at = now() + interval '3 days' WHERE user_id = $1 RETURNING id",
    [userId],
  );
  const claims = { userId, sessionId: row?.id } as Parameters<typeof signAccessToken>[1];
  const expiresAt = new Date(Date.now() + 3 * DAY_MS);
  return signAccessToken(studio.world.env, claims, { issuedAt: new Date(), expiresAt });
}

const ask = (origin: string, token: string) =>
  fetch(`${origin}/api/studio/generate`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "Idempotency-Key": randomUUID(),
    },
    body: JSON.stringify({ prompt: "a red kite", tier: "standard", aspectRatio: "16:9", seed: 7 }),
  });

const setPrice = (user: Caller, units: number, effectiveAt?: string) =>
  inTransaction(studio.world, (tx) =>
    copyVersion(tx, {
      set: { standard_units: units },
      ...(effectiveAt ? { effectiveAt } : {}),
      createdById: user.userId,
      note: "a price of this test",
    }),
  );

const tokenOf = async (jobId: string) =>
  (
    await studio.sql<{ state: string; lease_token: string | null }>(
      "SELECT state, lease_token FROM generation WHERE id = $1",
      [jobId],
    )
  )[0];

/** A running job whose picture somebody else is delivering, for ten minutes to come. */
async function leasedJob(user: Caller): Promise<string> {
  const jobId = (await user.generate({ prompt: "a red kite [[sbx:slow:2s]] held by another" })).body.jobId as string;
  await eventually("the job to run", async () => (await tokenOf(jobId))?.state === "running");
  await studio.sql(
    "UPDATE generation SET lease_token = 'another', lease_until = now() + interval '10 minutes' WHERE id = $1",
    [jobId],
  );
  return jobId;
}

/** The worker does another job from its beginning to its end meanwhile, so it has had its looks at the first one. */
async function lookAtOthers(user: Caller): Promise<void> {
  for (let at = 0; at < 2; at++) {
    const { jobId } = (await user.generate({ prompt: `a red kite beside it ${at}` })).body;
    expect((await user.ended(jobId)).status).toBe("succeeded");
  }
}

describe("a clock that is a day wrong", () => {
  for (const [name, shiftMs] of Object.entries(SHIFTS)) {
    it(`web ${name}: a limit that is used up stays so, and is not shut for longer`, async (context) => {
      const user = await studio.newUser(50);
      const token = await lastingToken(user);
      for (let at = 0; at < 6; at++) expect((await user.generate()).status).toBe(202);
      expect((await user.generate()).status).toBe(429);
      const origin = await startWeb(shiftMs);
      const shift = await believedShiftMs(shiftMs);
      expect((await ask(origin, token)).status).toBe(429);
      const [row] = await studio.sql<{ left: number }>(
        "SELECT max(expire / 1000 - extract(epoch FROM now()))::int AS left FROM rate_limit WHERE key = $1",
        [`generate:${user.userId}`],
      );
      expect(row?.left).toBeLessThanOrEqual(60);
      expect(child?.deaths).toEqual([]);
      measured(context, { "believed hours off": Math.round(shift / 3_600_000) });
    });

    it(`worker ${name}: it ends a fresh job, and leaves one alone that another is delivering`, async (context) => {
      const user = await studio.newUser(50);
      await start("lib/start/worker.ts", shiftMs);
      const shift = await believedShiftMs(shiftMs);
      await studio.sql(
        "INSERT INTO worker_heartbeat (worker_id, seen_at) VALUES ('living', now() + interval '1 hour') ON CONFLICT DO NOTHING",
      );
      await studio.sql(
        "SELECT graphile_worker.add_job('check-ledger', '{}'::json, run_at => now() + interval '1 hour', job_key => 'held')",
      );
      await studio.sql(
        "UPDATE graphile_worker._private_jobs SET locked_by = 'living', locked_at = now() - interval '1 minute' WHERE key = 'held'",
      );
      const jobId = await leasedJob(user);
      await lookAtOthers(await studio.newUser(50));
      expect(await tokenOf(jobId)).toEqual({ state: "running", lease_token: "another" });
      const held = await studio.sql("SELECT FROM graphile_worker._private_jobs WHERE locked_by = 'living'");
      expect(held.length).toBe(1);
      await studio.sql("UPDATE generation SET lease_until = now() WHERE id = $1", [jobId]);
      expect((await user.ended(jobId)).status).toBe("succeeded");
      await studio.booksHold();
      measured(context, { "believed hours off": Math.round(shift / 3_600_000) });
    });
  }

  it(`web ${Object.keys(SHIFTS).join(" and ")}: the price in force is charged, neither the coming one nor the one before`, async () => {
    const user = await studio.newUser(50);
    const token = await lastingToken(user);
    await setPrice(user, 200);
    await setPrice(user, 300, new Date(Date.now() + 3_600_000).toISOString());
    for (const shiftMs of Object.values(SHIFTS)) {
      const before = await user.balance();
      const origin = await startWeb(shiftMs);
      await believedShiftMs(shiftMs);
      expect((await ask(origin, token)).status).toBe(202);
      expect(before - (await user.balance())).toBe(2);
      await child?.stop();
    }
  });

  it("web ahead: a token that is good for an hour has expired there, and the session is untouched", async () => {
    const user = await studio.newUser(50);
    const origin = await startWeb(DAY_MS);
    await believedShiftMs(DAY_MS);
    expect((await ask(origin, user.token)).status).toBe(401);
    expect((await user.get("/api/studio/credits/balance")).status).toBe(200);
  });

  it("a worker whose clock jumps a day in the middle of a picture delivers it once", {
    timeout: 180_000,
  }, async (context) => {
    const user = await studio.newUser(50);
    await start("lib/start/worker.ts", DAY_MS, { isLater: true });
    const { jobId } = (await user.generate({ prompt: "a red kite [[sbx:slow:4s]] over a jump" })).body;
    await eventually("the job to run", async () => (await tokenOf(jobId))?.state === "running");
    writeFileSync(jump(), "");
    const shift = await believedShiftMs(DAY_MS);
    expect((await tokenOf(jobId))?.state).toBe("running");
    // It was seen to take a minute: modules that are first needed after the jump are loaded by threads that wait for one another.
    const jumpedAt = performance.now();
    const isOver = async () => (await tokenOf(jobId))?.state !== "running";
    while (!(await isOver()) && performance.now() - jumpedAt < 120_000)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await user.job(jobId)).status).toBe("succeeded");
    expect((await user.ledger()).filter(({ reference }) => reference === jobId).length).toBe(1);
    expect(studio.creates(jobId).length).toBe(1);
    measured(context, {
      "believed hours off": Math.round(shift / 3_600_000),
      "seconds until it was delivered": Math.round((performance.now() - jumpedAt) / 1000),
    });
  });

  it("control: where the database's own clock is a day ahead for a worker, it takes the job that another is delivering", async () => {
    const user = await studio.newUser(50);
    await studio.sql("CREATE SCHEMA shadow");
    await studio.sql(
      "CREATE FUNCTION shadow.now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT pg_catalog.now() + interval '1 day' $$",
    );
    const url = new URL(studio.world.env.DATABASE_URL);
    url.searchParams.set("options", "-c search_path=shadow,public,pg_catalog");
    await studio.startWorker();
    const jobId = await leasedJob(user);
    await studio.stopWorker();
    child = new Child("lib/start/worker.ts", {
      ...(studio.variables as Record<string, string>),
      DATABASE_URL: url.toString(),
    });
    await child.start();
    await eventually("the theft", async () => (await tokenOf(jobId))?.lease_token !== "another");
  });
});

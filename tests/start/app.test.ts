import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRunning, markOf, until } from "@/lib/start/processes.mjs";
import { type RunningApp, startApp } from "@/tests/support/app";
import { createTestDatabase } from "@/tests/support/database";

const SLOW = 300_000;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
const apps: RunningApp[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const app of apps) await app.stop();
  await database.drop();
});

async function start(env: Record<string, string> = {}, keepsData = false): Promise<RunningApp> {
  const app = await startApp({ name: "start-app", databaseUrl: database.url, env, keepsData });
  apps.push(app);
  return app;
}
const PROCESSES = ["sandbox", "worker", "web"] as const;
const statusOf = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers }).then(
    ({ status }) => status,
    () => 0,
  );

/** A signed-in user's open event stream; `ended` resolves when the server closes it. */
async function openStream(app: RunningApp): Promise<{ ended: Promise<unknown> }> {
  const body = { email: "asha@example.in", password: "blue rickshaw at noon", name: "Asha", acceptTerms: true };
  const headers = { "Content-Type": "application/json", Origin: app.url };
  const signedUp = await fetch(`${app.url}/api/auth/register`, { method: "POST", headers, body: JSON.stringify(body) });
  expect(signedUp.status).toBe(201);
  const { token } = (await signedUp.json()) as { token: string };
  const events = await fetch(`${app.url}/api/notifications/events`, { headers: { Authorization: `Bearer ${token}` } });
  expect([events.status, events.headers.get("content-type")]).toEqual([
    200,
    expect.stringContaining("text/event-stream"),
  ]);
  const reader = events.body!.getReader();
  await reader.read();
  const drain = async () => {
    while (!(await reader.read()).done);
  };
  return { ended: drain().catch(() => {}) };
}

describe("npm start", () => {
  it("serves, restarts what dies, says no to a second start, and recovers after its own kill -9", {
    timeout: SLOW,
  }, async () => {
    const app = await start();
    expect(await statusOf(`${app.url}/api/health/ready`)).toBe(200);
    expect(app.output()).toMatch(/Sandboxed, because they have no keys: pictures, prompt enhancement, payments, mail/);

    for (const name of PROCESSES) {
      const died = app.pidOf(name)!;
      process.kill(died, "SIGKILL");
      const isBack = await until(() => app.pidOf(name) !== undefined && app.pidOf(name) !== died, 20_000);
      expect(isBack, `${name} comes back`).toBe(true);
    }
    expect(await until(async () => (await statusOf(`${app.url}/api/health/ready`)) === 200, 20_000)).toBe(true);
    expect(await until(async () => (await statusOf(`${app.sandbox.url}/_log`)) !== 0, 20_000)).toBe(true);

    await expect(start({}, true)).rejects.toThrow(/already runs from this folder/);

    const left = PROCESSES.map((name) => markOf(app.pidOf(name)!));
    app.kill();
    expect(await until(() => left.every(isRunning), 1_000)).toBe(true);
    const again = await start({}, true);
    expect(again.output()).toMatch(/Ended 3 process\(es\) that a killed start had left/);
    expect(left.some(isRunning)).toBe(false);
    expect(again.sandbox).toEqual(app.sandbox);
    expect(await statusOf(`${again.url}/api/health/ready`)).toBe(200);
  });

  it("on SIGTERM closes event streams and ends everything that it started, at once", { timeout: SLOW }, async () => {
    const app = apps.at(-1)!;
    const { ended } = await openStream(app);
    const marks = PROCESSES.map((name) => markOf(app.pidOf(name)!));
    const before = Date.now();
    expect(await app.stop()).toBe(0);
    await ended;
    expect(Date.now() - before).toBeLessThan(10_000);
    expect(marks.some(isRunning)).toBe(false);
    expect(await statusOf(app.url)).toBe(0);
  });

  it("tells routes the socket's address, whatever a caller claims; behind a proxy, what the proxy saw", {
    timeout: SLOW,
  }, async () => {
    const claim = { "X-Forwarded-For": "203.0.113.9" };
    const direct = await start({ WORKER: "none" }, true);
    // The metrics answer loopback only.
    expect(await statusOf(`${direct.url}/api/metrics`, claim)).toBe(200);
    await direct.stop();
    const proxied = await start({ WORKER: "none", TRUSTED_PROXY_HOPS: "1" }, true);
    expect(await statusOf(`${proxied.url}/api/metrics`, claim)).toBe(404);
    expect(await statusOf(`${proxied.url}/api/metrics`, { "X-Forwarded-For": "203.0.113.9, 127.0.0.1" })).toBe(200);
  });
});

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "@/lib/start/environment.mjs";
import { readJson } from "@/lib/start/files.mjs";
import { acquirePostgres, clusterFolder, stopAbandoned } from "@/lib/start/postgres.mjs";
import { isRunning, until } from "@/lib/start/processes.mjs";
import { TEST_DATA_DIR } from "@/tests/support/template";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(TEST_DATA_DIR, "postgres-test-"));
});
afterAll(async () => {
  const folder = clusterFolder(dataDir);
  await stopAbandoned({ dataDir, erases: true });
  rmSync(folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that uses the database until it is told to go, or killed. */
function otherUser(): { ready: Promise<unknown>; child: ReturnType<typeof spawn> } {
  const script = `import("./lib/start/postgres.mjs").then(async ({ acquirePostgres }) => {
    const { release } = await acquirePostgres({ dataDir: process.argv[1] });
    process.stdout.write("ready");
    process.on("SIGTERM", () => release().then(() => process.exit(0)));
    setInterval(() => {}, 1000);
  })`;
  const child = spawn(process.execPath, ["-e", script, dataDir], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  return { child, ready: new Promise((resolve) => child.stdout.once("data", resolve)) };
}

describe("acquirePostgres", () => {
  it("two processes at the same moment, on no data at all, get one server on loopback with a password", async () => {
    const other = otherUser();
    const [mine] = await Promise.all([acquirePostgres({ dataDir }), other.ready]);
    expect(await query(mine.url("postgres"), "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(await query(mine.url("postgres"), "SHOW server_encoding")).toEqual([{ server_encoding: "UTF8" }]);
    const wrong = new URL(mine.url("postgres"));
    wrong.password = "guessed";
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    await mine.release();
    expect(isRunning(mine.mark)).toBe(true);
    other.child.kill("SIGTERM");
    expect(await until(() => !isRunning(mine.mark), 10_000)).toBe(true);
  });

  it("takes over a server whose user was killed, and stops it afterwards", async () => {
    const other = otherUser();
    await other.ready;
    other.child.kill("SIGKILL");
    await new Promise((resolve) => other.child.once("exit", resolve));
    const mine = await acquirePostgres({ dataDir });
    expect(isRunning(mine.mark)).toBe(true);
    await mine.release();
    // Its pid file goes a moment before the process does.
    expect(await until(() => !isRunning(mine.mark), 5_000)).toBe(true);
  });

  it("comes back on the same port with every committed row after a kill -9 of the server", async () => {
    const before = await acquirePostgres({ dataDir });
    await query(before.url("postgres"), "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
    process.kill(before.mark.pid, "SIGKILL");
    expect(await until(() => !isRunning(before.mark), 5_000)).toBe(true);
    const after = await acquirePostgres({ dataDir });
    expect(after.url("x")).toBe(before.url("x"));
    expect(await query(after.url("postgres"), "SELECT sum(n)::int AS sum FROM kept")).toEqual([{ sum: 500_500 }]);
    await after.release();
  });

  it("keeps the data when secrets.json was deleted: the database takes the new password", async () => {
    const { POSTGRES_PASSWORD: lost } = readJson(path.join(dataDir, "secrets.json"));
    rmSync(path.join(dataDir, "secrets.json"));
    const { url, release } = await acquirePostgres({ dataDir });
    expect(url("postgres")).not.toContain(lost);
    expect(await query(url("postgres"), "SELECT count(*)::int AS rows FROM kept")).toEqual([{ rows: 1_000 }]);
    await release();
  });

  it("stopAbandoned ends a server without users, and only such a one", async () => {
    const other = otherUser();
    await other.ready;
    const pidFile = path.join(clusterFolder(dataDir), "postmaster.pid");
    await stopAbandoned({ dataDir });
    expect(existsSync(pidFile)).toBe(true);
    other.child.kill("SIGKILL");
    await new Promise((resolve) => other.child.once("exit", resolve));
    await stopAbandoned({ dataDir });
    expect(existsSync(pidFile)).toBe(false);
  });
});

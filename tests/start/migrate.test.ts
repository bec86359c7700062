import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "@/lib/start/environment.mjs";
import { markRolledBack, migrate } from "@/lib/start/migrate.mjs";
import { until } from "@/lib/start/processes.mjs";
import { createEmptyDatabase } from "@/tests/support/database";

const FIRST = "CREATE TABLE first (a int); INSERT INTO first VALUES (1)";
/** As sha256sum prints it. */
const SHA256_OF_FIRST = "0c8aa3cc32aa9645724845afc1bd18390cc66046727121afb3e8abf89b4438f6";

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let client: Client;
let folder: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  folder = mkdtempSync(path.join(os.tmpdir(), "migrations-"));
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}
const records = async () =>
  (
    await client.query(`SELECT migration_name AS name, checksum, applied_steps_count AS steps, logs,
      finished_at >= started_at AS "isFinished", rolled_back_at IS NOT NULL AS "isRolledBack"
      FROM _prisma_migrations ORDER BY started_at, migration_name`)
  ).rows;
const tableExists = async (name: string) =>
  (await client.query("SELECT to_regclass($1) IS NOT NULL AS found", [name])).rows[0].found;

describe("migrate", () => {
  it("applies missing migrations in the order of their names, each once, recorded as Prisma records them", async () => {
    write("2_second", "ALTER TABLE first ADD COLUMN b int");
    write("1_first", FIRST);
    expect(await migrate(database.url, folder)).toEqual(["1_first", "2_second"]);
    expect(await migrate(database.url, folder)).toEqual([]);
    expect(await records()).toMatchObject([
      { name: "1_first", steps: 1, isFinished: true, logs: null, checksum: SHA256_OF_FIRST },
      { name: "2_second", steps: 1, isFinished: true, logs: null },
    ]);
  });

  it("eight starters at the same moment apply every migration exactly once", async () => {
    write("1_first", "CREATE TABLE first (a int); SELECT pg_sleep(0.2)");
    write("2_second", "CREATE TABLE second (a int)");
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(database.url, folder)));
    expect(applied.flat().sort()).toEqual(["1_first", "2_second"]);
    expect(await records()).toHaveLength(2);
  });

  it("a failing migration leaves nothing behind, says why and how to go on, and stops every later start", async () => {
    write("1_good", "CREATE TABLE good (a int)");
    write("2_bad", "CREATE TABLE half (a int); SELECT no_such_function()");
    await expect(migrate(database.url, folder)).rejects.toMatchObject({
      message: expect.stringMatching(/2_bad failed: .*no_such_function/),
      advice: expect.stringContaining("rolled-back 2_bad"),
    });
    expect(await tableExists("good")).toBe(true);
    expect(await tableExists("half")).toBe(false);
    await expect(migrate(database.url, folder)).rejects.toThrow(/2_bad failed earlier:\n.*no_such_function/);
    expect((await records()).filter(({ name }) => name === "2_bad")).toHaveLength(1);
  });

  it("a repaired migration runs once its failure is marked as rolled back", async () => {
    write("1_bad", "SELECT no_such_function()");
    await expect(migrate(database.url, folder)).rejects.toThrow();
    write("1_bad", "CREATE TABLE repaired (a int)");
    expect(await markRolledBack(database.url, "1_other")).toBe(false);
    expect(await markRolledBack(database.url, "1_bad")).toBe(true);
    expect(await migrate(database.url, folder)).toEqual(["1_bad"]);
    expect(await tableExists("repaired")).toBe(true);
    expect((await records()).map(({ isRolledBack }) => isRolledBack)).toEqual([true, false]);
  });

  it("refuses when a migration was changed after it had been applied, but not for Windows' line ends", async () => {
    write("1_first", "CREATE TABLE first (a int);\nSELECT 1;\n");
    await migrate(database.url, folder);
    write("1_first", "CREATE TABLE first (a int);\r\nSELECT 1;\r\n");
    expect(await migrate(database.url, folder)).toEqual([]);
    write("1_first", "CREATE TABLE first (a bigint);\nSELECT 1;\n");
    await expect(migrate(database.url, folder)).rejects.toThrow(/1_first was changed after it had been applied/);
  });

  it("a kill between a migration and its record leaves neither, and the next start applies it", async () => {
    write("1_first", FIRST);
    await migrate(database.url, folder);
    write("2_second", "CREATE TABLE second (a int)");
    const holder = new Client({ connectionString: database.url, application_name: "holder" });
    await holder.connect();
    await holder.query("BEGIN; LOCK TABLE _prisma_migrations IN SHARE MODE");
    const script = `import("./lib/start/migrate.mjs").then(({ migrate }) => migrate(process.argv[1], process.argv[2]))`;
    const child = spawn(process.execPath, ["-e", script, database.url, folder], { cwd: ROOT, stdio: "ignore" });
    const others = (state: string) =>
      client.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ${state}`,
      );
    const isRecording = async () =>
      (await others("AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO _prisma_migrations%'")).rowCount === 1;
    expect(await until(isRecording, 10_000)).toBe(true);
    child.kill("SIGKILL");
    await holder.end();
    expect(await until(async () => (await others("")).rowCount === 0, 10_000)).toBe(true);
    expect((await records()).map(({ name }) => name)).toEqual(["1_first"]);
    expect(await tableExists("second")).toBe(false);
    expect(await migrate(database.url, folder)).toEqual(["2_second"]);
  });
});

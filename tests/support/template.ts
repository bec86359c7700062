import { randomBytes } from "node:crypto";
import path from "node:path";
import { Client } from "pg";
import { prepareDatabase } from "@/lib/start/database.mjs";
import { withLock } from "@/lib/start/files.mjs";
import { acquirePostgres } from "@/lib/start/postgres.mjs";
import { hashOf } from "@/lib/start/prepare.mjs";
import { isRunning, markOf } from "@/lib/start/processes.mjs";

export const TEST_DATA_DIR = path.resolve(import.meta.dirname, "../../.data-test");

/** Loss of a test database costs nothing, so nothing waits for the disk. */
const SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=2GB"];
const QUEUE_AND_CONTENT = ["prisma/migrations", "prisma/seed", "node_modules/graphile-worker/package.json"];

export type Template = { adminUrl: string; template: string };

async function onServer<T>(adminUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** `test_<pid>_<start of that process>_<random>`: tells whose it is, so that what a killed run left can be dropped. */
const nameForThisProcess = () => {
  const { pid, beganAt } = markOf(process.pid);
  return `test_${pid}_${String(beganAt).replaceAll(/\W/g, "")}_${randomBytes(4).toString("hex")}`;
};

function isLeftover(name: string): boolean {
  const [, pid, beganAt] = name.split("_");
  const mark = markOf(Number(pid));
  return !isRunning(mark) || String(mark.beganAt).replaceAll(/\W/g, "") !== beganAt;
}

async function dropLeftovers(adminUrl: string, template: string): Promise<void> {
  await onServer(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%' OR datname LIKE 'template\\_%'",
    );
    const names = rows.map(({ datname }) => datname);
    const isOld = (name: string) => (name.startsWith("test_") ? isLeftover(name) : name !== template);
    for (const name of names.filter(isOld)) await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  });
}

async function buildTemplate(adminUrl: string, template: string, urlOf: (name: string) => string): Promise<void> {
  const exists = await onServer(
    adminUrl,
    async (client) => (await client.query("SELECT FROM pg_database WHERE datname = $1", [template])).rowCount,
  );
  if (exists) return;
  const half = nameForThisProcess();
  await onServer(adminUrl, (client) => client.query(`CREATE DATABASE "${half}"`));
  await prepareDatabase(urlOf(half));
  await onServer(adminUrl, (client) => client.query(`ALTER DATABASE "${half}" RENAME TO "${template}"`));
}

/**
 * Brings up the PostgreSQL of the tests (`.data-test/`) with one migrated and seeded database to clone from, kept for as long as
 * migrations and seed stay the same. `release()` stops the server when no other run uses it.
 */
export async function openTemplate(): Promise<Template & { release(): Promise<void> }> {
  const postgres = await acquirePostgres({ dataDir: TEST_DATA_DIR, settings: SETTINGS });
  const adminUrl = postgres.url("postgres");
  const template = `template_${hashOf(QUEUE_AND_CONTENT).slice(0, 16)}`;
  try {
    await withLock(path.join(TEST_DATA_DIR, "template.lock"), async () => {
      await dropLeftovers(adminUrl, template);
      await buildTemplate(adminUrl, template, postgres.url);
    });
  } catch (error) {
    await postgres.release();
    throw error;
  }
  return { adminUrl, template, release: postgres.release };
}

/** Clones the template; `drop()` also ends whoever is still connected. */
export async function cloneTemplate({ adminUrl, template }: Template): Promise<{ url: string; drop(): Promise<void> }> {
  const name = nameForThisProcess();
  await onServer(adminUrl, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(adminUrl, async (client) => void (await client.query(`DROP DATABASE "${name}" WITH (FORCE)`))),
  };
}

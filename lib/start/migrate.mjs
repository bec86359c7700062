import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { ROOT } from "./environment.mjs";
import { StartError } from "./steps.mjs";

/** Any constant will do, as long as every starter of this app uses the same. */
const LOCK = 0x5747_1001;

/** Prisma's own table, so that `prisma migrate status` agrees with what we applied. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

function migrationsIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

function refuseBroken(rows, migrations) {
  const failed = rows.find((row) => !row.finished_at && !row.rolled_back_at);
  if (failed) {
    throw new StartError(
      `Migration ${failed.migration_name} failed earlier:\n${failed.logs ?? "(it was interrupted)"}`,
      `Repair the database, then run: npx prisma migrate resolve --rolled-back ${failed.migration_name}`,
    );
  }
  for (const row of rows.filter((one) => one.finished_at && !one.rolled_back_at)) {
    const known = migrations.find(({ name }) => name === row.migration_name);
    if (known && known.checksum !== row.checksum) {
      throw new StartError(`Migration ${known.name} was changed after it had been applied.`, "Restore the file and put the change into a new migration.");
    }
  }
}

async function apply(client, { name, sql, checksum }) {
  const id = randomUUID();
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [id, checksum, name]);
  try {
    // Several statements in one simple query are one transaction: a migration applies whole or not at all.
    await client.query(sql);
  } catch (error) {
    await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, `${error.message}${error.position ? ` at character ${error.position}` : ""}`]);
    throw new StartError(
      `Migration ${name} failed: ${error.message}`,
      `Nothing of it was applied. Repair the cause, then run: npx prisma migrate resolve --rolled-back ${name}`,
    );
  }
  await client.query("UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1", [id]);
}

/**
 * Brings the database up to date under an advisory lock, so that several starting processes take turns. Returns the names applied.
 * Throws StartError for a failed or changed migration, with the way out.
 */
export async function migrate(url, folder = path.join(ROOT, "prisma/migrations")) {
  const migrations = migrationsIn(folder);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const { rows } = await client.query("SELECT migration_name, checksum, finished_at, rolled_back_at, logs FROM _prisma_migrations ORDER BY started_at");
    refuseBroken(rows, migrations);
    const done = new Set(rows.filter((row) => row.finished_at && !row.rolled_back_at).map((row) => row.migration_name));
    const missing = migrations.filter(({ name }) => !done.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** The job queue's own tables; safe while others do the same. */
export async function migrateQueue(url) {
  const { runMigrations } = await import("graphile-worker");
  await runMigrations({ connectionString: url });
}

/** Creates a database of the embedded server unless it is there. */
export async function ensureDatabase(adminUrl, name) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE "${name}"`);
  } finally {
    await client.end();
  }
}

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
      // Git on Windows may have changed the line ends; the same migration must keep its checksum.
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8").replaceAll("\r\n", "\n");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

const wayOut = (name) => `Repair the cause, then run: node lib/start/migrate-cli.mjs rolled-back ${name}`;

function refuseBroken(rows, migrations) {
  const failed = rows.find((row) => !row.finished_at && !row.rolled_back_at);
  if (failed) {
    throw new StartError(
      `Migration ${failed.migration_name} failed earlier:\n${failed.logs ?? "(it was interrupted)"}`,
      wayOut(failed.migration_name),
    );
  }
  for (const row of rows.filter((one) => one.finished_at && !one.rolled_back_at)) {
    const known = migrations.find(({ name }) => name === row.migration_name);
    if (known && known.checksum !== row.checksum) {
      throw new StartError(
        `Migration ${known.name} was changed after it had been applied.`,
        "Restore the file and put the change into a new migration.",
      );
    }
  }
}

/** The migration and its finished record commit together: whatever moment a kill hits, the next start finds all or nothing. */
async function apply(client, { name, sql, checksum }) {
  const id = randomUUID();
  const startedAt = new Date();
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [id, checksum, name, startedAt],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    const logs = `${error.message}${error.position ? ` at character ${error.position}` : ""}`;
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, logs) VALUES ($1, $2, $3, $4, $5)",
      [id, checksum, name, startedAt, logs],
    );
    throw new StartError(`Migration ${name} failed: ${logs}`, `Nothing of it was applied. ${wayOut(name)}`);
  }
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
    const { rows } = await client.query(
      "SELECT migration_name, checksum, finished_at, rolled_back_at, logs FROM _prisma_migrations ORDER BY started_at",
    );
    refuseBroken(rows, migrations);
    const done = new Set(rows.filter((row) => row.finished_at && !row.rolled_back_at).map((row) => row.migration_name));
    const missing = migrations.filter(({ name }) => !done.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Marks a failed migration as repaired, as `prisma migrate resolve --rolled-back` does; the next start tries it again. */
export async function markRolledBack(url, name) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `UPDATE _prisma_migrations SET rolled_back_at = now()
       WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
      [name],
    );
    return rowCount > 0;
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

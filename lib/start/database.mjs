import { acquirePostgres } from "./postgres.mjs";
import { runQuietly } from "./prepare.mjs";

const NAME = "studio";

/**
 * The database that DATABASE_URL names, or the embedded one, brought up. Returns `{ url, directUrl, postgres?, release() }`;
 * `directUrl` is the one without a pooler between, `postgres` is there when it is the embedded one.
 */
export async function openDatabase(given) {
  if (given.DATABASE_URL) {
    const directUrl = given.DATABASE_DIRECT_URL ?? given.DATABASE_URL;
    return { url: given.DATABASE_URL, directUrl, release: async () => {} };
  }
  const postgres = await acquirePostgres({ dataDir: given.DATA_DIR });
  const { ensureDatabase } = await import("./migrate.mjs");
  await ensureDatabase(postgres.url("postgres"), NAME);
  const url = postgres.url(NAME);
  return { url, directUrl: url, postgres, release: postgres.release };
}

/** Our migrations, the job queue's, then first content. Returns the names of the migrations that were missing. */
export async function prepareDatabase(directUrl) {
  const { migrate, migrateQueue } = await import("./migrate.mjs");
  const applied = await migrate(directUrl);
  await migrateQueue(directUrl);
  await runQuietly(process.execPath, ["--import", "tsx", "prisma/seed/seed.ts"], {
    env: { ...process.env, DATABASE_URL: directUrl, DATABASE_DIRECT_URL: directUrl },
  });
  return applied;
}

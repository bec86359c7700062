import { acquirePostgres } from "./postgres.mjs";
import { runQuietly } from "./prepare.mjs";
import { StartError } from "./steps.mjs";

const NAME = "studio";

async function requireAnswer(url) {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const advice = "Check DATABASE_URL in .env, or leave it out for the database that comes with the app.";
    throw new StartError(`The database does not answer: ${error.message || error.code}.`, advice);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * The database that DATABASE_URL names, or the embedded one, brought up. Returns `{ url, directUrl, postgres?, release() }`;
 * `directUrl` is the one without a pooler between, `postgres` is there when it is the embedded one.
 */
export async function openDatabase(given) {
  if (given.DATABASE_URL) {
    const directUrl = given.DATABASE_DIRECT_URL ?? given.DATABASE_URL;
    await requireAnswer(directUrl);
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

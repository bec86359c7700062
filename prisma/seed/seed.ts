import { pathToFileURL } from "node:url";
import { Client } from "pg";
import { CATEGORIES, TEMPLATES } from "./catalog";

/** Inserts rows under snake_case column names; a row whose id exists is left as an admin may have changed it. */
async function insertMissing(client: Client, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row);
    const names = columns.map((column) => `"${column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`);
    const places = columns.map((_, index) => `$${index + 1}`);
    const values = Object.values(row).map((value) =>
      value !== null && typeof value === "object" ? JSON.stringify(value) : value,
    );
    await client.query(
      `INSERT INTO "${table}" (${names.join(", ")}) VALUES (${places.join(", ")}) ON CONFLICT (id) DO NOTHING`,
      values,
    );
  }
}

/** First content: settings (packages among them), categories, templates. Safe to run again, and by several processes at once. */
export async function seed(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('seed'))");
    await client.query("INSERT INTO settings (effective_at) SELECT 'epoch' WHERE NOT EXISTS (SELECT FROM settings)");
    await insertMissing(
      client,
      "category",
      CATEGORIES.map((row, position) => ({ ...row, position })),
    );
    await insertMissing(
      client,
      "template",
      TEMPLATES.map(({ order, ...row }) => ({ ...row, position: order })),
    );
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const url = process.env.DATABASE_DIRECT_URL ?? process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set. `npm start` sets it for the embedded database.");
  await seed(url);
}

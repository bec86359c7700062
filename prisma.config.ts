import { readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "prisma/config";

/** Where a running `npm start` has its embedded database, so that Prisma's own commands find it. */
function embeddedUrl(): string {
  try {
    const file = path.join(process.env.DATA_DIR ?? ".data", "runtime.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { databaseUrl?: string }).databaseUrl ?? "";
  } catch {
    return "";
  }
}

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "node --import tsx prisma/seed/seed.ts" },
  datasource: { url: process.env.DATABASE_DIRECT_URL ?? process.env.DATABASE_URL ?? embeddedUrl() },
});

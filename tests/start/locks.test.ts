import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "@/lib/start/environment.mjs";
import { releaseLock, takeLock, withLock, writePrivateJson } from "@/lib/start/files.mjs";
import { beganAt, isRunning, markOf, until } from "@/lib/start/processes.mjs";
import { endOrphans } from "@/lib/start/supervise.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "locks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sleeper = () =>
  spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore", detached: true });
const killed = async () => {
  const child = sleeper();
  await until(() => beganAt(child.pid) !== undefined, 5_000);
  const mark = markOf(child.pid);
  child.kill("SIGKILL");
  await until(() => !isRunning(mark), 5_000);
  return mark;
};

describe("takeLock", () => {
  it("tells who holds it, and is free again after its release", () => {
    const lock = path.join(folder, "lock");
    expect(takeLock(lock, { address: "http://localhost:3000" })).toBeUndefined();
    expect(takeLock(lock)).toMatchObject({ pid: process.pid, address: "http://localhost:3000" });
    releaseLock(lock);
    expect(takeLock(lock)).toBeUndefined();
  });

  it("takes over from a holder that was killed", async () => {
    const lock = path.join(folder, "lock");
    writePrivateJson(lock, await killed());
    expect(takeLock(lock)).toBeUndefined();
    expect(JSON.parse(readFileSync(lock, "utf8")).pid).toBe(process.pid);
  });

  it("is not held by a stranger who got the pid of a dead holder", () => {
    const lock = path.join(folder, "lock");
    writePrivateJson(lock, { pid: process.pid, beganAt: "1" });
    expect(takeLock(lock)).toBeUndefined();
  });
});

describe("withLock", () => {
  it("lets ten processes through one at a time, also past a dead holder", async () => {
    const lock = path.join(folder, "lock");
    writePrivateJson(lock, await killed());
    const script = `
      import { appendFileSync } from "node:fs";
      const { withLock } = await import(${JSON.stringify(path.join(ROOT, "lib/start/files.mjs"))});
      const note = (text) => appendFileSync(${JSON.stringify(path.join(folder, "notes"))}, text);
      await withLock(${JSON.stringify(lock)}, async () => {
        note("(");
        await new Promise((resolve) => setTimeout(resolve, 20));
        note(")");
      });`;
    const run = () =>
      new Promise((resolve) =>
        spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" }).on("exit", resolve),
      );
    expect(await Promise.all(Array.from({ length: 10 }, run))).toEqual(Array(10).fill(0));
    expect(readFileSync(path.join(folder, "notes"), "utf8")).toBe("()".repeat(10));
    expect(existsSync(lock)).toBe(false);
  });

  it("is released when the work fails", async () => {
    const lock = path.join(folder, "lock");
    await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(lock)).toBe(false);
  });
});

describe("endOrphans", () => {
  it("ends what is on record and leaves a stranger with a recorded pid alone", async () => {
    const [orphan, stranger] = [sleeper(), sleeper()];
    await until(() => beganAt(orphan.pid) !== undefined && beganAt(stranger.pid) !== undefined, 5_000);
    const marks = [markOf(orphan.pid), { pid: stranger.pid, beganAt: "1" }, await killed()];
    writePrivateJson(path.join(folder, "children.json"), marks);
    expect(await endOrphans(path.join(folder, "children.json"))).toBe(1);
    expect(beganAt(orphan.pid)).toBeUndefined();
    expect(beganAt(stranger.pid)).toBeDefined();
    stranger.kill("SIGKILL");
  });
});

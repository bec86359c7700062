import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openStudio, type Studio } from "@/tests/generation/studio";

const ROOT = path.resolve(import.meta.dirname, "../..");
const children = new Set<ChildProcess>();

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterEach(() => Promise.all([...children].map(stop)));
afterAll(() => studio.close());

/** A worker in a process of its own; resolves when it says that it is ready. */
async function start(env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(ROOT, "lib/start/worker.ts")], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", ...studio.variables, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`The worker ended with ${code}`))),
  ]);
  return child;
}

/** The fault has to have happened: the process is dead, and by its own SIGKILL. */
async function killed(child: ChildProcess): Promise<void> {
  if (child.signalCode === null && child.exitCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  children.delete(child);
}

async function stop(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("a worker killed, then another one", () => {
  it.each(["before-settle", "after-settle"])("%s of a failure: one refund, one create", async (failpoint) => {
    await studio.forgetFailpoints();
    const worker = await start({ FAILPOINT: failpoint });
    const user = await studio.newUser(1);
    const { body } = await user.generate({ prompt: "a red kite over green hills [[sbx:fail]]" });
    await killed(worker);
    await studio.startWorker();
    expect((await user.ended(body.jobId)).error?.code).toBe("provider_failed");
    const lines = (await user.ledger()).filter(({ reference }) => reference === body.jobId);
    expect(lines.map(({ credits }) => credits)).toEqual([1, -1]);
    expect(studio.creates(body.jobId)).toHaveLength(1);
    await studio.booksHold();
    await studio.stopWorker();
  });

  it("gives the tasks of a killed worker back within its lease", async () => {
    const worker = await start();
    studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "predictions", latency: 1_000 }]);
    const user = await studio.newUser(1);
    const { body } = await user.generate();
    const locks =
      "SELECT id, locked_by FROM graphile_worker.jobs WHERE task_identifier = 'submit-generation' AND locked_by IS NOT NULL";
    const [lock] = await eventually("the task to run", async () => {
      const found = await studio.sql<{ id: string; locked_by: string }>(locks);
      return found.length > 0 && found;
    });
    await stop(worker);
    await studio.startWorker();
    await eventually("the lock to be given back", async () => {
      const held = await studio.sql("SELECT FROM graphile_worker.jobs WHERE id = $1 AND locked_by = $2", [
        lock?.id,
        lock?.locked_by,
      ]);
      return held.length === 0;
    });
    await user.ended(body.jobId);
    await studio.booksHold();
    await studio.stopWorker();
  });
});

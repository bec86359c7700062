import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { JobView } from "@/lib/domain/generation/contract";
import { type Caller, eventually, openStudio, type Studio, secrets } from "@/tests/generation/studio";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PROMPT = "a red kite over green hills";
const children = new Set<ChildProcess>();

/** Starts a process of the product and resolves when it says that it is ready. */
async function start(file: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(ROOT, file)], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`))),
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

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

afterEach(() => Promise.all([...children].map(stop)));

const linesOf = async (user: Caller, jobId: string) =>
  (await user.ledger()).filter(({ reference }) => reference === jobId).map(({ reason }) => reason);

async function expectOnce(studio: Studio, user: Caller, job: JobView, status: string): Promise<void> {
  expect(job.status).toBe(status);
  const isDelivered = status === "succeeded";
  expect(await linesOf(user, job.jobId)).toEqual(isDelivered ? ["generation"] : ["generation_refund", "generation"]);
  const pictures = await studio.sql("SELECT id FROM image WHERE generation_id = $1", [job.jobId]);
  expect(pictures).toHaveLength(isDelivered ? 1 : 0);
  await studio.booksHold();
}

describe("a worker killed at one step of a generation, then another one", () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio.close());

  it.each([
    ["after-claim", "", "succeeded", 1],
    // Marked as posted and not posted: nobody can know, so it is not sent again.
    ["before-create", "", "failed", 0],
    ["after-create", "", "succeeded", 1],
    ["after-adopt", "", "succeeded", 1],
    ["before-fetch", "", "succeeded", 1],
    ["after-store", "", "succeeded", 1],
    ["before-settle", "", "succeeded", 1],
    ["after-settle", "", "succeeded", 1],
    ["before-settle", "[[sbx:fail]]", "failed", 1],
    ["after-settle", "[[sbx:fail]]", "failed", 1],
  ] as const)("%s %s: %s, %i create", async (failpoint, tokens, status, creates) => {
    await studio.forgetFailpoints();
    const worker = await start("lib/start/worker.ts", { ...studio.variables, FAILPOINT: failpoint });
    const user = await studio.newUser(1);
    const { body } = await user.generate({ prompt: `${PROMPT} ${tokens}` });
    await killed(worker);
    await studio.startWorker();
    await expectOnce(studio, user, await user.ended(body.jobId), status);
    expect(studio.creates(body.jobId)).toHaveLength(creates);
    await studio.stopWorker();
  });

  it("gives the tasks of a killed worker back within its lease", async () => {
    const worker = await start("lib/start/worker.ts", studio.variables);
    studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "predictions", latency: 1_000 }]);
    const user = await studio.newUser(1);
    const { body } = await user.generate();
    await eventually(
      "the task to run",
      async () =>
        (
          await studio.sql(
            "SELECT FROM graphile_worker.jobs WHERE task_identifier = 'submit-generation' AND locked_by IS NOT NULL",
          )
        ).length > 0,
    );
    await stop(worker);
    await studio.startWorker();
    await eventually(
      "the task's lock to be given back",
      async () =>
        (await studio.sql("SELECT FROM graphile_worker.jobs WHERE locked_at < now() - interval '3 seconds'")).length ===
        0,
    );
    await user.ended(body.jobId);
    await studio.booksHold();
    await studio.stopWorker();
  });
});

describe("the web process killed", () => {
  let studio: Studio;
  let url: string;
  let variables: Record<string, string>;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    studio = await openStudio({ APP_URL: url, PORT: port });
    variables = studio.variables;
    await studio.startWorker();
  });
  afterAll(() => studio.close());
  const send = (user: Caller, key: string) =>
    fetch(`${url}/api/studio/generate`, {
      method: "POST",
      headers: { Authorization: `Bearer ${user.token}`, "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ prompt: PROMPT, tier: "standard", aspectRatio: "16:9", seed: 7 }),
    });

  it("after the debit: the retry under the same key gets the answer of what it paid", async () => {
    await studio.forgetFailpoints();
    const web = await start("tests/jobs/web-process.ts", { ...variables, FAILPOINT: "after-debit" });
    const [user, key] = [await studio.newUser(1), randomUUID()];
    await expect(send(user, key)).rejects.toThrow();
    await killed(web);
    await start("tests/jobs/web-process.ts", variables);
    const answer = await send(user, key);
    expect(answer.status).toBe(202);
    const { jobId, balance } = (await answer.json()) as { jobId: string; balance: number };
    expect(balance).toBe(0);
    await expectOnce(studio, user, await user.ended(jobId), "succeeded");
    expect(studio.creates(jobId)).toHaveLength(1);
  });

  it("after a webhook was stored: it is worked off all the same, and its repeat changes nothing", async () => {
    await studio.forgetFailpoints();
    const web = await start("tests/jobs/web-process.ts", { ...variables, FAILPOINT: "webhook-stored" });
    const user = await studio.newUser(1);
    const { jobId } = (await (await send(user, randomUUID())).json()) as { jobId: string };
    await killed(web);
    await start("tests/jobs/web-process.ts", variables);
    await expectOnce(studio, user, await user.ended(jobId), "succeeded");
    expect(studio.creates(jobId)).toHaveLength(1);
  });
});

describe("the image service killed while it works", () => {
  it("is asked again when it is back; one prediction, one picture", async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const studio = await openStudio({
      SANDBOX_URL: url,
      REPLICATE_BASE_URL: `${url}/replicate/v1`,
      REPLICATE_FILE_HOSTS: `127.0.0.1:${port}`,
      GENERATION_DEADLINE_MS: "30000",
    });
    const sandbox = {
      SANDBOX_PORT: port,
      SANDBOX_STATE_DIR: path.join(studio.world.env.DATA_DIR, "killed-sandbox"),
      SANDBOX_TOKEN: secrets.token,
      SANDBOX_REPLICATE_TOKEN: secrets.replicateToken,
      SANDBOX_REPLICATE_WEBHOOK_SECRET: secrets.replicateWebhookSecret,
      SANDBOX_GEMINI_KEY: secrets.geminiKey,
      SANDBOX_MAIL_USER: secrets.mailUser,
      SANDBOX_MAIL_PASSWORD: secrets.mailPassword,
      SANDBOX_SPEED: "0.03",
    };
    const first = await start("lib/sandbox/main.ts", sandbox);
    await studio.startWorker();
    const user = await studio.newUser(1);
    const { body } = await user.generate({ prompt: `${PROMPT} [[sbx:slow:3s]]` });
    await eventually(
      "the prediction",
      async () =>
        (await studio.sql("SELECT FROM generation WHERE id = $1 AND prediction_id IS NOT NULL", [body.jobId])).length >
        0,
    );
    await stop(first);
    await start("lib/sandbox/main.ts", sandbox);
    await expectOnce(studio, user, await user.ended(body.jobId), "succeeded");
    const list = await fetch(`${url}/replicate/v1/predictions`, {
      headers: { Authorization: `Bearer ${secrets.replicateToken}` },
    });
    expect(((await list.json()) as { results: unknown[] }).results).toHaveLength(1);
    await studio.close();
  });
});

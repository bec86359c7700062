import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "@/lib/start/postgres.mjs";
import { type Caller, eventually, openStudio, type Studio, secrets } from "@/tests/generation/studio";
import { Child } from "./child";

/**
 * kill -9 of web, worker and sandbox at every named step of a generation, each once, with a restart after it. The job ends once, delivered or
 * refunded; the account is debited once; the image service never gets two creates.
 */
let studio: Studio;
let web: Child;
let worker: Child;
let sandbox: Child;
let origin: string;
let sandboxUrl: string;
let stateDir: string;
let user: Caller;

/** The environment as processes get it: text. */
const asText = (env: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env)
      .filter(([name, value]) => value !== undefined && /^[A-Z_]+$/.test(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );

beforeAll(async () => {
  const [webPort, sandboxPort, smtpPort] = [await freePort(), await freePort(), await freePort()];
  stateDir = await mkdtemp(path.join(tmpdir(), "studio-kill-"));
  origin = `http://127.0.0.1:${webPort}`;
  sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  studio = await openStudio({
    APP_URL: origin,
    PORT: String(webPort),
    SANDBOX_URL: sandboxUrl,
    REPLICATE_BASE_URL: `${sandboxUrl}/replicate/v1`,
    REPLICATE_FILE_HOSTS: new URL(sandboxUrl).host,
    PROVIDER_TIMEOUT_MS: "4000",
    GENERATION_DEADLINE_MS: "12000",
  });
  sandbox = new Child("lib/sandbox/main.ts", {
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_SMTP_PORT: String(smtpPort),
    SANDBOX_STATE_DIR: stateDir,
    SANDBOX_SPEED: "0.1",
    SANDBOX_TOKEN: secrets.token,
    SANDBOX_REPLICATE_TOKEN: secrets.replicateToken,
    SANDBOX_REPLICATE_WEBHOOK_SECRET: secrets.replicateWebhookSecret,
    SANDBOX_GEMINI_KEY: secrets.geminiKey,
    SANDBOX_RAZORPAY_KEY_ID: secrets.razorpayKeyId,
    SANDBOX_RAZORPAY_KEY_SECRET: secrets.razorpayKeySecret,
    SANDBOX_RAZORPAY_WEBHOOK_SECRET: secrets.razorpayWebhookSecret,
    SANDBOX_CLOUDINARY_KEY: secrets.cloudinaryKey,
    SANDBOX_CLOUDINARY_SECRET: secrets.cloudinarySecret,
    SANDBOX_MAIL_USER: secrets.mailUser,
    SANDBOX_MAIL_PASSWORD: secrets.mailPassword,
  });
  web = new Child("tests/faults/web-process.ts", asText(studio.world.env));
  worker = new Child("lib/start/worker.ts", asText(studio.world.env));
  await Promise.all([sandbox.start(), web.start(), worker.start()]);
  user = await studio.newUser(100);
});
afterAll(async () => {
  await Promise.all([web?.stop(), worker?.stop(), sandbox?.stop()]);
  await studio?.close();
  await rm(stateDir, { recursive: true, force: true });
});

/** Asks over the socket, again and again under one key, as a browser whose connection breaks would. */
const request = (prompt: string) =>
  eventually("an answer", async () => {
    const response = await fetch(`${origin}/api/studio/generate`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${user.token}`,
        "Content-Type": "application/json",
        "Idempotency-Key": `key:${prompt}`.replaceAll(" ", "-"),
      },
      body: JSON.stringify({ prompt, tier: "standard", aspectRatio: "16:9", seed: 7 }),
    }).catch(() => undefined);
    if (!response) return undefined;
    expect(response.status).toBe(202);
    return ((await response.json()) as { jobId: string }).jobId;
  });

/** Predictions that exist for a prompt, from the image service's own list, which survives its kills. */
async function predictionsFor(prompt: string): Promise<number> {
  const response = await fetch(`${sandboxUrl}/replicate/v1/predictions`, {
    headers: { Authorization: `Bearer ${secrets.replicateToken}` },
  });
  const { results } = (await response.json()) as { results: { input: { prompt?: string } }[] };
  return results.filter(({ input }) => input.prompt === prompt).length;
}

const entriesFor = async (jobId: string) =>
  (await user.ledger()).filter(({ reference }) => reference === jobId).map(({ credits }) => credits);

async function expectOneEnd(prompt: string, jobId: string, expected: "succeeded" | "failed"): Promise<void> {
  const job = await user.ended(jobId);
  expect(job.status).toBe(expected);
  expect(await entriesFor(jobId)).toEqual(expected === "succeeded" ? [-1] : [1, -1]);
  expect(await predictionsFor(prompt)).toBeLessThanOrEqual(1);
  const [{ jobs } = { jobs: 0 }] = await studio.sql<{ jobs: number }>(
    "SELECT count(*)::int AS jobs FROM generation WHERE prompt = $1",
    [prompt],
  );
  expect(jobs).toBe(1);
  await studio.booksHold();
}

/** What becomes of the job. Killed between the mark and the POST, nobody can tell whether it was sent: the documented ambiguous case. */
const WORKER_STEPS = {
  "after-claim": "succeeded",
  "before-create": "failed",
  "after-create": "succeeded",
  "after-adopt": "succeeded",
  "before-fetch": "succeeded",
  "after-store": "succeeded",
  "before-settle": "succeeded",
  "after-settle": "succeeded",
} as const;
const WEB_STEPS = ["after-debit", "webhook-stored"] as const;

describe("kill -9 at every step of a generation", () => {
  for (const [step, expected] of Object.entries(WORKER_STEPS)) {
    it(`worker ${step}: ends once, ${expected}`, async () => {
      const prompt = `a red kite, worker ${step}`;
      await worker.restartWith({ ...asText(studio.world.env), FAILPOINT: step });
      const jobId = await request(prompt);
      await expectOneEnd(prompt, jobId, expected);
      // Fast work may be done before the kill is noticed here.
      await eventually("the kill", async () => worker.deaths.includes("SIGKILL"));
      expect(existsSync(path.join(studio.world.env.DATA_DIR, "failpoints", step))).toBe(true);
    });
  }

  for (const step of WEB_STEPS) {
    it(`web ${step}: ends once, succeeded`, async () => {
      const prompt = `a red kite, web ${step}`;
      await worker.restartWith(asText(studio.world.env));
      await web.restartWith({ ...asText(studio.world.env), FAILPOINT: step });
      const jobId = await request(prompt);
      await expectOneEnd(prompt, jobId, "succeeded");
      expect(web.deaths).toContain("SIGKILL");
    });
  }

  it("sandbox while it paints: goes on after the restart, ends once, succeeded", async () => {
    const prompt = "a red kite [[sbx:slow:1s]] while it paints";
    const jobId = await request(prompt);
    await eventually("the prediction", async () => (await predictionsFor(prompt).catch(() => 0)) === 1);
    sandbox.kill();
    await expectOneEnd(prompt, jobId, "succeeded");
    expect(sandbox.deaths).toEqual(["SIGKILL"]);
  });

  it("all three at once, in the middle: ends once, succeeded", async () => {
    const prompt = "a red kite [[sbx:slow:1s]] all at once";
    const jobId = await request(prompt);
    await eventually("the prediction", async () => (await predictionsFor(prompt).catch(() => 0)) === 1);
    for (const child of [web, worker, sandbox]) child.kill();
    await eventually(
      "the restarts",
      async () => web.deaths.length > 0 && worker.deaths.length > 0 && sandbox.deaths.length > 1,
    );
    await expectOneEnd(prompt, jobId, "succeeded");
  });
});

import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { newId } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import type { JobView } from "@/lib/domain/generation/contract";
import { settleGeneration } from "@/lib/domain/generation/settle-generation";
import { signAccessToken } from "@/lib/domain/identity/session-tokens";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { verifyLedger } from "@/lib/domain/ledger/verify-ledger";
import { readEnv } from "@/lib/env";
import { provideWorld } from "@/lib/http/world";
import { type RunningWorker, startWorker } from "@/lib/jobs/worker";
import { startSandbox } from "@/lib/sandbox/server";
import { openWorld } from "@/lib/start/world";
import { createTestDatabase } from "@/tests/support/database";
import { dispatch } from "@/tests/support/routes";
import { TEST_DATA_DIR } from "@/tests/support/template";
import { listen } from "./listen";

const HOUR_MS = 3_600_000;
const LONGEST_WAIT_MS = 60_000;
const TERMINAL = ["succeeded", "failed", "cancelled"];

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server says; the assertions are the types.
export type Answer = { status: number; body: any; headers: Headers };

/** Small, and still in the order of the real ones. */
const INTERVALS = {
  PROVIDER_TIMEOUT_MS: "1500",
  POLL_INTERVAL_MS: "60",
  RECONCILE_INTERVAL_MS: "200",
  LOST_CREATE_AFTER_MS: "700",
  LEASE_MS: "1500",
  GENERATION_DEADLINE_MS: "5000",
  GENERATION_DEADLINE_MARGIN_MS: "100",
  THROTTLE_PAUSE_MS: "200",
  BREAKER_OPEN_MS: "300",
  FILE_FETCH_TIMEOUT_MS: "5000",
};

export const secrets = {
  token: "sandbox-token-of-this-test",
  replicateToken: "r8_sandbox_of_this_test",
  replicateWebhookSecret: `whsec_${Buffer.from("a webhook secret of this test").toString("base64")}`,
  geminiKey: "gemini-key-of-this-test",
  razorpayKeyId: "rzp_test_sandboxofthistest",
  razorpayKeySecret: "razorpay-key-secret-of-this-test",
  razorpayWebhookSecret: "razorpay-webhook-secret-of-this-test",
  cloudinaryKey: "777700001111333",
  cloudinarySecret: "cloudinary-secret-of-this-test",
  mailUser: "sandbox",
  mailPassword: "mail-password-of-this-test",
};

/** Waits until `look` gives something, at most a minute (a loaded machine starts processes slowly). */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

/** Somebody signed in, calling the route files in this process. */
export class Caller {
  constructor(
    readonly userId: string,
    readonly token: string,
    private readonly origin: string,
  ) {}

  /** The bare response, for files and streams. */
  fetch(method: string, address: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return dispatch(
      new Request(new URL(address, this.origin), {
        method,
        headers: {
          Authorization: `Bearer ${this.token}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  }
  async send(method: string, address: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return answerOf(await this.fetch(method, address, body, headers));
  }
  get = (address: string) => this.send("GET", address);
  generate = (fields: Record<string, unknown> = {}, key: string = randomUUID()): Promise<Answer> =>
    this.send(
      "POST",
      "/api/studio/generate",
      { prompt: "a red kite over green hills", tier: "standard", aspectRatio: "16:9", seed: 7, ...fields },
      { "Idempotency-Key": key },
    );
  job = async (jobId: string): Promise<JobView> => (await this.get(`/api/studio/generate/${jobId}`)).body as JobView;
  ended = (jobId: string): Promise<JobView> =>
    eventually(`the end of ${jobId}`, async () => {
      const job = await this.job(jobId);
      return TERMINAL.includes(job.status) && job;
    });
  balance = async (): Promise<number> => (await this.get("/api/studio/credits/balance")).body.credits;
  ledger = async (): Promise<{ credits: number; reason: string; reference: string; description: string }[]> =>
    (await this.get("/api/studio/credits/ledger?limit=100")).body.items;
}

/** The sandbox paints the same picture for the same wish: once is enough for all test files and runs. */
async function sharePaintings(stateDir: string): Promise<void> {
  const shared = path.join(TEST_DATA_DIR, "paintings");
  await Promise.all([mkdir(shared, { recursive: true }), mkdir(stateDir, { recursive: true })]);
  await symlink(shared, path.join(stateDir, "pictures"));
}

/** Database (its own, or a given one), sandbox, web server and, once started, worker of one test file; nothing in it is ours but the product. */
export async function openStudio(
  settings: Record<string, string> = {},
  given?: { database: { url: string; drop(): Promise<void> } },
) {
  const dataDir = await mkdtemp(path.join(tmpdir(), "studio-test-"));
  await sharePaintings(path.join(dataDir, "sandbox"));
  const [database, sandbox] = await Promise.all([
    given?.database ?? createTestDatabase(),
    startSandbox({
      ...secrets,
      host: "127.0.0.1",
      port: 0,
      smtpPort: 0,
      stateDir: path.join(dataDir, "sandbox"),
      speed: 0.03,
      fileTtlMs: HOUR_MS,
    }),
  ]);
  const web = await listen(0);
  const origin = web.url;
  const variables = {
    APP_URL: origin,
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    AUTH_SECRET: "a".repeat(40),
    SIGNING_SECRET: "s".repeat(40),
    LOG_LEVEL: "silent",
    SANDBOX_URL: sandbox.url,
    REPLICATE_API_TOKEN: secrets.replicateToken,
    REPLICATE_BASE_URL: `${sandbox.url}/replicate/v1`,
    REPLICATE_WEBHOOK_SECRET: secrets.replicateWebhookSecret,
    REPLICATE_FILE_HOSTS: new URL(sandbox.url).host,
    GEMINI_API_KEY: secrets.geminiKey,
    GEMINI_BASE_URL: `${sandbox.url}/gemini`,
    RAZORPAY_KEY_ID: secrets.razorpayKeyId,
    RAZORPAY_KEY_SECRET: secrets.razorpayKeySecret,
    RAZORPAY_WEBHOOK_SECRET: secrets.razorpayWebhookSecret,
    RAZORPAY_BASE_URL: `${sandbox.url}/razorpay`,
    RAZORPAY_CHECKOUT_URL: "/sandbox/razorpay/v1/checkout.js",
    SMTP_URL: `smtp://${secrets.mailUser}:${secrets.mailPassword}@127.0.0.1:${sandbox.smtpPort}`,
    WORKER_CONCURRENCY: "4",
    ...INTERVALS,
    ...settings,
  };
  const env = readEnv(variables);
  const logged: { level: string; event: string; fields: Record<string, unknown> | undefined }[] = [];
  const note = (level: string) => (event: string, fields?: Record<string, unknown>) =>
    void logged.push({ level, event, fields });
  const opened = openWorld(env, "test");
  const world: World & { close(): Promise<void> } = {
    ...opened,
    log: { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") },
  };
  provideWorld(world);
  let worker: RunningWorker | undefined;
  const sql = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await world.pool.query(text, values)).rows as Row[];
  const grant = (to: { userId: string }, credits: number) =>
    inTransaction(world, (tx) =>
      postEntry(tx, {
        accountId: to.userId,
        units: credits * 100,
        reason: "adjustment",
        reference: "test",
        key: `adjustment:${randomUUID()}`,
      }),
    );

  return {
    world,
    /** The environment, for processes of its own. */
    variables,
    grant,
    sandbox,
    origin,
    logged,
    sql,
    startWorker: async () => {
      worker = await startWorker(world);
    },
    stopWorker: async () => {
      await worker?.stop();
      worker = undefined;
    },
    /** A verified user with so many credits. */
    async newUser(credits = 0, { isVerified = true } = {}): Promise<Caller> {
      const userId = newId("user");
      const name = userId.slice(-12);
      const email = `${name}@example.in`;
      await world.db.user.create({
        data: {
          ...{ id: userId, email, emailNormalized: email, name: "Asha Rao", handle: `u${name}`, passwordHash: "none" },
          ...{ emailVerifiedAt: isVerified ? new Date() : null, termsAcceptedAt: new Date() },
        },
      });
      await world.db.creditAccount.create({ data: { userId } });
      if (credits > 0) {
        const grant = { accountId: userId, units: credits * 100, reason: "adjustment" as const };
        await inTransaction(world, (tx) => postEntry(tx, { ...grant, reference: "opening", key: `opening:${userId}` }));
      }
      const sessionId = newId("session");
      const expiresAt = new Date(Date.now() + HOUR_MS);
      await world.db.session.create({ data: { id: sessionId, userId, expiresAt } });
      const token = await signAccessToken(env, { userId, sessionId }, { issuedAt: new Date(), expiresAt });
      return new Caller(userId, token, origin);
    },
    /** Creates for this job that reached the image service, also those it refused or cut. */
    creates: (jobId: string) =>
      sandbox.log
        .find({ service: "replicate", method: "POST" })
        .filter(({ path: asked, body }) => asked.endsWith("/predictions") && body?.includes(jobId)),
    /** A failpoint kills once; this lets the next one. */
    forgetFailpoints: () => rm(path.join(dataDir, "failpoints"), { recursive: true, force: true }),
    /** Ends what earlier tests left open, so that the queue is empty. */
    async endAll(): Promise<void> {
      const open = "SELECT id FROM generation WHERE state IN ('queued', 'submitting', 'running')";
      await world.pool.query("UPDATE generation SET lease_until = NULL WHERE lease_until IS NOT NULL");
      for (const { id } of await sql<{ id: string }>(open)) await settleGeneration(world, id, { state: "cancelled" });
      await sql("DELETE FROM graphile_worker._private_jobs");
    },
    /** Asserts the books with the product's own verifier. */
    async booksHold(): Promise<void> {
      const { breach } = await verifyLedger(world.pool);
      if (breach) throw new Error(`The books do not hold: ${JSON.stringify(breach)}`);
    },
    async close() {
      await worker?.stop();
      await web.close();
      await sandbox.close();
      await world.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type Studio = Awaited<ReturnType<typeof openStudio>>;

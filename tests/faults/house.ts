import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/lib/start/postgres.mjs";
import { openStudio, secrets } from "@/tests/generation/studio";
import { Child } from "./child";

/** The environment as processes get it: text. */
const asText = (env: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env)
      .filter(([name, value]) => value !== undefined && /^[A-Z0-9_]+$/.test(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );

type Wish = {
  webs: number;
  workers: number;
  /** The whole web process with Next, of the last build; else the route files alone. */
  isWhole?: boolean;
  /** One's own database, where the tests' common one is not to be used. */
  database?: { url: string; drop(): Promise<void> };
  settings?: Record<string, string>;
};

const sandboxVariables = (ports: { http: number; smtp: number }, stateDir: string) => ({
  SANDBOX_PORT: String(ports.http),
  SANDBOX_SMTP_PORT: String(ports.smtp),
  SANDBOX_STATE_DIR: stateDir,
  SANDBOX_SPEED: "0.02",
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

/** Several web processes and workers, and the sandbox, over one database and one store of files: all of them processes that may be killed. */
export async function openHouse({ webs: webCount, workers: workerCount, isWhole = false, database, settings }: Wish) {
  const stateDir = await mkdtemp(path.join(tmpdir(), "studio-house-"));
  const sandboxPorts = { http: await freePort(), smtp: await freePort() };
  const ports = await Promise.all(Array.from({ length: webCount }, () => freePort()));
  const origins = ports.map((port) => `http://127.0.0.1:${port}`);
  const sandboxUrl = `http://127.0.0.1:${sandboxPorts.http}`;
  const studio = await openStudio(
    {
      APP_URL: origins[0]!,
      SANDBOX_URL: sandboxUrl,
      REPLICATE_BASE_URL: `${sandboxUrl}/replicate/v1`,
      REPLICATE_FILE_HOSTS: new URL(sandboxUrl).host,
      PROVIDER_TIMEOUT_MS: "4000",
      GENERATION_DEADLINE_MS: "15000",
      LEASE_MS: "6000",
      POLL_INTERVAL_MS: "400",
      RECONCILE_INTERVAL_MS: "1000",
      LOST_CREATE_AFTER_MS: "3000",
      LOG_LEVEL: "error",
      ...settings,
    },
    database && { database },
  );
  const env = {
    ...asText(studio.world.env),
    ...(isWhole ? { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } : {}),
  };
  const child = (file: string, variables: Record<string, string>) =>
    new Child(file, variables, Number.POSITIVE_INFINITY);
  const sandbox = child("lib/sandbox/main.ts", sandboxVariables(sandboxPorts, stateDir));
  const webFile = isWhole ? "lib/start/web.mjs" : "tests/faults/web-process.ts";
  const webs = ports.map((port) => child(webFile, { ...env, PORT: String(port) }));
  const workers = Array.from({ length: workerCount }, () => child("lib/start/worker.ts", env));
  const all = [sandbox, ...webs, ...workers];
  await Promise.all(all.map((one) => one.start()));
  return {
    ...{ studio, origins, sandbox, webs, workers },
    async close() {
      await Promise.all(all.map((one) => one.stop()));
      await studio.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@/lib/start/environment.mjs";
import { readJson } from "@/lib/start/files.mjs";
import { freePort } from "@/lib/start/postgres.mjs";
import { until } from "@/lib/start/processes.mjs";
import { TEST_DATA_DIR } from "./template";

/** Small intervals, wide limits: what a person waits for in the product is not waited for in tests. */
const QUICK = {
  SANDBOX_SPEED: "0.2",
  POLL_INTERVAL_MS: "200",
  RECONCILE_INTERVAL_MS: "500",
  LOST_CREATE_AFTER_MS: "2000",
  LEASE_MS: "2000",
  RATE_LIMIT_SCALE: "100",
  LOG_LEVEL: "warn",
};

/** A developer's keys and own installation are not for tests. */
const BLANK = [
  ...[
    "APP_URL",
    "HOST",
    "DATABASE_DIRECT_URL",
    "AUTH_SECRET",
    "SIGNING_SECRET",
    "GENERATED_SECRETS",
    "WORKER",
    "FAILPOINT",
  ],
  ...["REPLICATE_API_TOKEN", "REPLICATE_BASE_URL", "REPLICATE_WEBHOOK_SECRET", "REPLICATE_FILE_HOSTS"],
  ...["GEMINI_API_KEY", "GEMINI_BASE_URL", "SMTP_URL", "TRUSTED_PROXY_HOPS", "CORS_ORIGINS", "METRICS_TOKEN"],
  ...[
    "RAZORPAY_KEY_ID",
    "RAZORPAY_KEY_SECRET",
    "RAZORPAY_WEBHOOK_SECRET",
    "MEDIA_STORE",
    "CLOUDINARY_URL",
    "SANDBOX_PORT",
    "SANDBOX_SMTP_PORT",
  ],
];

export type ProcessName = "web" | "worker" | "sandbox";
export type RunningApp = {
  url: string;
  dataDir: string;
  databaseUrl: string;
  sandbox: { url: string; smtpPort: number; token: string };
  /** Everything that was printed so far. */
  output(): string;
  /** Of the process that runs at this moment; undefined while it is being restarted. */
  pidOf(name: ProcessName): number | undefined;
  /** As Ctrl-C does; resolves with the exit code when all has ended. */
  stop(): Promise<number | null>;
  /** kill -9 of the start alone; what it had started stays. */
  kill(): void;
};

const READY_MS = 180_000;

async function waitUntilServing(child: ChildProcess, output: () => string): Promise<void> {
  const isServing = () => output().includes("Community AI Studio is at");
  const hasAnswer = await until(() => isServing() || child.exitCode !== null || child.signalCode !== null, READY_MS);
  if (!hasAnswer || !isServing()) throw new Error(`The app did not start:\n${output()}`);
}

/**
 * Starts the whole app as `npm start` does, on a free port, with data below `.data-test/<name>` (emptied first unless
 * `keepsData`) and the given database. `env` goes over small intervals and wide limits.
 */
export async function startApp(options: {
  name: string;
  databaseUrl: string;
  env?: Record<string, string>;
  keepsData?: boolean;
}): Promise<RunningApp> {
  const { name, databaseUrl, env = {}, keepsData = false } = options;
  const dataDir = path.join(TEST_DATA_DIR, name);
  if (!keepsData) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const port = String(await freePort());
  const blank = Object.fromEntries(BLANK.map((variable) => [variable, ""]));
  const own = { PORT: port, DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, ["lib/start/start.mjs"], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: "", ...blank, ...QUICK, ...own, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  try {
    await waitUntilServing(child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  const { sandbox } = readJson(path.join(dataDir, "runtime.json"));
  const { SANDBOX_TOKEN: token } = readJson(path.join(dataDir, "secrets.json"));
  const children = (): { name: string; pid: number }[] => readJson(path.join(dataDir, "children.json")) ?? [];
  return {
    url: `http://localhost:${port}`,
    dataDir,
    databaseUrl,
    sandbox: { ...sandbox, token },
    output: () => said,
    pidOf: (wanted) => children().find((one) => one.name === wanted)?.pid,
    stop,
    kill: () => child.kill("SIGKILL"),
  };
}

import * as z from "zod";

/**
 * The environment, parsed once. Everything that the product reads from outside has a name here; nothing else touches
 * `process.env`. A failure names the variables that are wrong and never shows their values.
 */

const int = (fallback: number, min = 0) => z.coerce.number().int().min(min).default(fallback);
const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === "" ? undefined : value));
const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  );

const schema = z.object({
  PORT: int(3000),
  HOST: optionalText,
  /** How long a web process that is to end says "not ready" and still serves, so that a balancer notices. Read in web.mjs. */
  DRAIN_MS: int(0),
  /** Public origin of the app. An https origin off loopback means production (product.md 8). */
  APP_URL: optionalText,
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.string().min(1),
  /** For LISTEN and the job queue where DATABASE_URL goes through a pooler. */
  DATABASE_DIRECT_URL: optionalText,
  DATABASE_POOL_SIZE: int(10, 1),
  WORKER: z.enum(["process", "inline", "none"]).default("process"),
  WORKER_CONCURRENCY: int(8, 1),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),

  /** Names of secrets that the start script made by itself; they serve loopback only. */
  GENERATED_SECRETS: list,
  /** Signs session tokens. At least 32 characters. */
  AUTH_SECRET: z.string().min(32),
  /** Signs file links, the link that ends the daily mail, and webhook addresses. At least 32 characters. */
  SIGNING_SECRET: z.string().min(32),
  /** Seals the keys of providers that admins put in. At least 32 characters; without it none can be stored. */
  PROVIDER_KEYS_SECRET: optionalText.pipe(z.string().min(32).optional()),
  /** While it is rotated: the one before; only `npm run keys:rotate` reads it. */
  PROVIDER_KEYS_SECRET_PREVIOUS: optionalText,
  METRICS_TOKEN: optionalText,
  /** A collector of traces, OTLP over HTTP; without it nothing is traced. OpenTelemetry's other variables are read by its own SDK. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalText,
  OTEL_SERVICE_NAME: z.string().default("community-ai-studio"),
  /** Name and contact of the grievance officer, as the page /grievance shows them. */
  GRIEVANCE_OFFICER: optionalText,
  TRUSTED_PROXY_HOPS: int(0),
  RATE_LIMIT_SCALE: z.coerce.number().positive().default(1),
  CORS_ORIGINS: list,

  /** Origin of the sandbox process; absent when every provider is live. */
  SANDBOX_URL: optionalText,
  SANDBOX_TOKEN: optionalText,

  REPLICATE_API_TOKEN: optionalText,
  REPLICATE_BASE_URL: z.string().default("https://api.replicate.com/v1"),
  /** Fetched from the API once when absent. */
  REPLICATE_WEBHOOK_SECRET: optionalText,
  REPLICATE_FILE_HOSTS: z
    .string()
    .default("replicate.delivery,*.replicate.delivery")
    .transform((value) => value.split(",").map((host) => host.trim())),
  GEMINI_API_KEY: optionalText,
  GEMINI_BASE_URL: z.string().default("https://generativelanguage.googleapis.com"),
  GEMINI_MODEL: z.string().default("gemini-2.5-flash"),
  GEMINI_FALLBACK_MODEL: z.string().default("gemini-3.5-flash-lite"),
  SMTP_URL: optionalText,
  MAIL_FROM: z.string().default("Community AI Studio <studio@localhost>"),
  RAZORPAY_KEY_ID: optionalText,
  RAZORPAY_KEY_SECRET: optionalText,
  RAZORPAY_WEBHOOK_SECRET: optionalText,
  /** While it is rotated: Razorpay signs retries of old events with the old one. */
  RAZORPAY_WEBHOOK_SECRET_PREVIOUS: optionalText,
  RAZORPAY_BASE_URL: z.string().default("https://api.razorpay.com"),
  /** Script of the checkout popup, as the browser loads it. */
  RAZORPAY_CHECKOUT_URL: z.string().default("https://checkout.razorpay.com/v1/checkout.js"),
  /** Where new files go. */
  MEDIA_STORE: z.enum(["disk", "cloudinary", "s3"]).default("disk"),
  /** cloudinary://<key>:<secret>@<cloud> */
  CLOUDINARY_URL: optionalText,
  CLOUDINARY_API_BASE: z.string().default("https://api.cloudinary.com"),
  CLOUDINARY_DELIVERY_BASE: z.string().default("https://res.cloudinary.com"),
  /** A private bucket of Amazon S3, or of whatever speaks its protocol at S3_ENDPOINT. */
  S3_BUCKET: optionalText,
  S3_REGION: z.string().default("auto"),
  S3_ENDPOINT: optionalText,
  /** The bucket in the path instead of the host's name, as MinIO wants it. */
  S3_PATH_STYLE: z.stringbool().default(false),
  /** Both, or none for the machine's own role. */
  S3_ACCESS_KEY_ID: optionalText,
  S3_SECRET_ACCESS_KEY: optionalText,

  // Time-outs and intervals, milliseconds.
  ACCESS_TOKEN_TTL_MS: int(15 * 60_000, 1),
  REFRESH_TOKEN_TTL_MS: int(30 * 86_400_000, 1),
  SESSION_MAX_AGE_MS: int(90 * 86_400_000, 1),
  /** A refresh token replayed within this time gets the same successor (two tabs). */
  REFRESH_REPLAY_MS: int(30_000),
  MAIL_LINK_TTL_MS: int(24 * 3_600_000, 1),
  RESET_LINK_TTL_MS: int(3_600_000, 1),
  /** Hour of the Indian day from which on the daily mail goes out, for four hours. */
  DIGEST_HOUR: int(8),
  ENHANCE_BUDGET_MS: int(8_000, 1),
  PROVIDER_TIMEOUT_MS: int(15_000, 1),
  /** Sent as `Cancel-After`, and after it (plus a margin) our own deadline ends the job. */
  GENERATION_DEADLINE_MS: int(300_000, 5_000),
  GENERATION_DEADLINE_MARGIN_MS: int(30_000),
  /** How often a running job is polled while no webhook can reach us. */
  POLL_INTERVAL_MS: int(2_000, 50),
  /** With webhooks on, the first look of the reconciler at a running job and the pace of the following ones. */
  RECONCILE_INTERVAL_MS: int(20_000, 50),
  /** How long a create whose answer was lost waits for its webhook before the provider's list is searched. */
  LOST_CREATE_AFTER_MS: int(75_000, 50),
  /** The least pause before the one repeat of a create that was throttled. */
  THROTTLE_PAUSE_MS: int(3_000),
  /** How long a worker that fell silent keeps a generation or a queued task to itself. */
  LEASE_MS: int(30_000, 200),
  /** How often Razorpay is asked about an order in its first day; later once a day, up to four days. */
  PAYMENT_CHECK_INTERVAL_MS: int(300_000, 50),
  FILE_FETCH_TIMEOUT_MS: int(60_000, 1),
  FILE_MAX_BYTES: int(40 * 1024 * 1024, 1),
  STREAM_HEARTBEAT_MS: int(15_000, 10),
  BREAKER_OPEN_MS: int(30_000, 10),
  /** Creates in flight at the provider, over all users. */
  PROVIDER_CONCURRENCY: int(16, 1),
  /** Name of the step at which the process kills itself once; for fault tests on loopback only. */
  FAILPOINT: optionalText,
});

export type Env = ReturnType<typeof readEnv>;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True for http(s)://localhost, 127.0.0.0/8 and [::1] in any port. */
export function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return LOOPBACK.has(hostname) || hostname.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Parses `source`; throws an Error that lists the names of missing or malformed variables. */
export function readEnv(source: Record<string, string | undefined> = process.env) {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))];
    throw new Error(`Missing or malformed environment variables: ${names.join(", ")}. See .env.example.`);
  }
  const env = parsed.data;
  const appUrl = new URL(env.APP_URL ?? `http://localhost:${env.PORT}`).origin;
  const inSandbox = (baseUrl: string) => env.SANDBOX_URL !== undefined && baseUrl.startsWith(env.SANDBOX_URL);
  return {
    ...env,
    APP_URL: appUrl,
    isProduction: appUrl.startsWith("https:") && !isLoopbackUrl(appUrl),
    secureCookies: appUrl.startsWith("https:"),
    sandboxed: {
      pictures: inSandbox(env.REPLICATE_BASE_URL),
      enhancement: inSandbox(env.GEMINI_BASE_URL),
      payments: inSandbox(env.RAZORPAY_BASE_URL),
      mail: /^smtp:\/\/sandbox:/.test(env.SMTP_URL ?? ""),
    },
  };
}

let cached: Env | undefined;

/** The process's environment; parsed at the first call. */
export function env(): Env {
  cached ??= readEnv();
  return cached;
}

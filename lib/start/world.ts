import type { Ports, World } from "@/lib/db/ctx";
import { createLog, type Log } from "@/lib/db/log";
import { createDb, createPool } from "@/lib/db/prisma";
import type { Env } from "@/lib/env";
import { LiveHub } from "@/lib/http/live-hub";
import { createLimits } from "@/lib/http/rate-limit";
import { createGeminiEnhancer } from "@/lib/providers/gemini/enhancer";
import { createNsfwjsClassifier } from "@/lib/providers/nsfwjs/classifier";
import { createRazorpayGateway } from "@/lib/providers/razorpay/gateway";
import { createReplicateGenerator } from "@/lib/providers/replicate/generator";
import { createSmtpMailer } from "@/lib/providers/smtp/mailer";
import { createFailpoint } from "./failpoint";
import { createMedia } from "./media-stores";
import { tracePorts } from "./tracing";

function createPayments(env: Env): Pick<Ports, "payments"> {
  const { RAZORPAY_KEY_ID: keyId, RAZORPAY_KEY_SECRET: keySecret, RAZORPAY_WEBHOOK_SECRET: webhookSecret } = env;
  if (!keyId || !keySecret || !webhookSecret) return {};
  const previous = env.RAZORPAY_WEBHOOK_SECRET_PREVIOUS;
  return {
    payments: createRazorpayGateway({
      keyId,
      keySecret,
      webhookSecrets: [webhookSecret, ...(previous ? [previous] : [])],
      baseUrl: env.RAZORPAY_BASE_URL,
      checkoutScriptUrl: env.RAZORPAY_CHECKOUT_URL,
      timeoutMs: env.PROVIDER_TIMEOUT_MS,
    }),
  };
}

/** Adapters for the keys that are there; a missing key leaves its port out. */
export function createPorts(env: Env, log: Log): Omit<Ports, "classifier"> {
  return tracePorts(env, {
    media: createMedia(env),
    ...(env.REPLICATE_API_TOKEN
      ? {
          images: createReplicateGenerator({
            token: env.REPLICATE_API_TOKEN,
            baseUrl: env.REPLICATE_BASE_URL,
            fileHosts: env.REPLICATE_FILE_HOSTS,
            fileMaxBytes: env.FILE_MAX_BYTES,
            fileTimeoutMs: env.FILE_FETCH_TIMEOUT_MS,
            timeoutMs: env.PROVIDER_TIMEOUT_MS,
            ...(env.REPLICATE_WEBHOOK_SECRET ? { webhookSecret: env.REPLICATE_WEBHOOK_SECRET } : {}),
          }),
        }
      : {}),
    ...(env.GEMINI_API_KEY
      ? {
          enhancer: createGeminiEnhancer({
            apiKey: env.GEMINI_API_KEY,
            baseUrl: env.GEMINI_BASE_URL,
            model: env.GEMINI_MODEL,
            fallbackModel: env.GEMINI_FALLBACK_MODEL,
            onAlert: log.error,
          }),
        }
      : {}),
    ...createPayments(env),
    ...(env.SMTP_URL
      ? { mailer: createSmtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM, timeoutMs: env.PROVIDER_TIMEOUT_MS }) }
      : {}),
  });
}

export type OpenWorld = World & { close(): Promise<void> };

/** Builds what a process needs from its environment; `process` names it in logs. Nothing is connected before it is used. */
export function openWorld(env: Env, process: string): OpenWorld {
  const log = createLog(env.LOG_LEVEL, { process });
  const pool = createPool(env.DATABASE_URL, env.DATABASE_POOL_SIZE);
  const db = createDb(pool);
  const live = new LiveHub(env, log);
  return {
    env,
    db,
    pool,
    live,
    log,
    ports: { ...createPorts(env, log), classifier: createNsfwjsClassifier() },
    limits: createLimits(pool, env.RATE_LIMIT_SCALE),
    failpoint: createFailpoint(env),
    async close() {
      await live.close();
      await db.$disconnect();
      await pool.end();
    },
  };
}

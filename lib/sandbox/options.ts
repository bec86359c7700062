import type { Clock } from "./clock";

/** Everything the sandbox is told at its start. Secrets are made per installation, never constants. */
export type SandboxOptions = {
  host: string;
  /** 0 for a free one, as for `smtpPort`. */
  port: number;
  smtpPort: number;
  stateDir: string;
  /** Opens the controls to callers that are not on the sandbox's own loopback port. */
  token: string;
  replicateToken: string;
  /** `whsec_<base64>` */
  replicateWebhookSecret: string;
  geminiKey: string;
  /** `rzp_test_sandbox...` */
  razorpayKeyId: string;
  razorpayKeySecret: string;
  razorpayWebhookSecret: string;
  /** Where Razorpay's dashboard would send webhooks; none are sent while there is none. */
  razorpayWebhookUrl?: string;
  cloudinaryKey: string;
  cloudinarySecret: string;
  mailUser: string;
  mailPassword: string;
  /** Multiplies the time that simulated work takes; 1 is a few seconds a picture. */
  speed: number;
  fileTtlMs: number;
  /** The machine's own clock when absent. */
  clock?: Clock;
};

/** From the environment of the sandbox's process; throws with the names of what is missing or no number. */
export function readOptions(env: Record<string, string | undefined>): SandboxOptions {
  const wrong: string[] = [];
  const need = (name: string) => {
    if (!env[name]) wrong.push(name);
    return env[name] ?? "";
  };
  const number = (name: string, fallback: number) => {
    const value = env[name] ? Number(env[name]) : fallback;
    if (!(value >= 0)) wrong.push(name);
    return value;
  };
  const options = {
    host: env.SANDBOX_HOST || "127.0.0.1",
    port: number("SANDBOX_PORT", 0),
    smtpPort: number("SANDBOX_SMTP_PORT", 0),
    stateDir: need("SANDBOX_STATE_DIR"),
    token: need("SANDBOX_TOKEN"),
    replicateToken: need("SANDBOX_REPLICATE_TOKEN"),
    replicateWebhookSecret: need("SANDBOX_REPLICATE_WEBHOOK_SECRET"),
    geminiKey: need("SANDBOX_GEMINI_KEY"),
    razorpayKeyId: need("SANDBOX_RAZORPAY_KEY_ID"),
    razorpayKeySecret: need("SANDBOX_RAZORPAY_KEY_SECRET"),
    razorpayWebhookSecret: need("SANDBOX_RAZORPAY_WEBHOOK_SECRET"),
    ...(env.SANDBOX_RAZORPAY_WEBHOOK_URL ? { razorpayWebhookUrl: env.SANDBOX_RAZORPAY_WEBHOOK_URL } : {}),
    cloudinaryKey: need("SANDBOX_CLOUDINARY_KEY"),
    cloudinarySecret: need("SANDBOX_CLOUDINARY_SECRET"),
    mailUser: need("SANDBOX_MAIL_USER"),
    mailPassword: need("SANDBOX_MAIL_PASSWORD"),
    speed: number("SANDBOX_SPEED", 1),
    fileTtlMs: number("SANDBOX_FILE_TTL_MS", 3_600_000),
  };
  if (wrong.length > 0)
    throw new Error(`Missing or malformed environment variables of the sandbox: ${wrong.join(", ")}.`);
  return options;
}

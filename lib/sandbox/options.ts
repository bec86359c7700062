/** Everything the sandbox is told at its start. Secrets are made per installation, never constants. */
export type SandboxOptions = {
  host: string;
  port: number;
  smtpPort: number;
  stateDir: string;
  /** Opens the controls to callers that are not on the sandbox's own loopback port. */
  token: string;
  replicateToken: string;
  /** `whsec_<base64>` */
  replicateWebhookSecret: string;
  geminiKey: string;
  mailUser: string;
  mailPassword: string;
  /** Multiplies the time that simulated work takes; 1 is a few seconds a picture. */
  speed: number;
  fileTtlMs: number;
};

/** From the environment of the sandbox's process; throws with the names of what is missing. */
export function readOptions(env: Record<string, string | undefined>): SandboxOptions {
  const missing: string[] = [];
  const need = (name: string) => {
    if (!env[name]) missing.push(name);
    return env[name] ?? "";
  };
  const options = {
    host: env.SANDBOX_HOST ?? "127.0.0.1",
    port: Number(env.SANDBOX_PORT ?? 0),
    smtpPort: Number(env.SANDBOX_SMTP_PORT ?? 0),
    stateDir: need("SANDBOX_STATE_DIR"),
    token: need("SANDBOX_TOKEN"),
    replicateToken: need("SANDBOX_REPLICATE_TOKEN"),
    replicateWebhookSecret: need("SANDBOX_REPLICATE_WEBHOOK_SECRET"),
    geminiKey: need("SANDBOX_GEMINI_KEY"),
    mailUser: need("SANDBOX_MAIL_USER"),
    mailPassword: need("SANDBOX_MAIL_PASSWORD"),
    speed: Number(env.SANDBOX_SPEED ?? 1),
    fileTtlMs: Number(env.SANDBOX_FILE_TTL_MS ?? 3_600_000),
  };
  if (missing.length > 0) throw new Error(`The sandbox needs ${missing.join(", ")} in its environment.`);
  return options;
}

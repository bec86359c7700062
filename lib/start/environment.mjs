import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

export const ROOT = path.resolve(import.meta.dirname, "../..");

/** The process's environment over `.env`, piece by piece. */
export function readEnvironment() {
  const file = path.join(ROOT, ".env");
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const given = Object.fromEntries(Object.entries({ ...fromFile, ...process.env }).filter(([, value]) => value !== ""));
  given.PORT ??= "3000";
  given.DATA_DIR = path.resolve(ROOT, given.DATA_DIR ?? ".data");
  return given;
}

/** Writes JSON whole or not at all, readable by its owner only. */
export function writePrivateJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const hex = () => randomBytes(32).toString("hex");
const MAKERS = {
  AUTH_SECRET: hex,
  SIGNING_SECRET: hex,
  SANDBOX_TOKEN: hex,
  SANDBOX_REPLICATE_TOKEN: () => `r8_sandbox${randomBytes(16).toString("hex")}`,
  SANDBOX_REPLICATE_WEBHOOK_SECRET: () => `whsec_${randomBytes(32).toString("base64")}`,
  SANDBOX_GEMINI_KEY: () => `sandbox-${randomBytes(16).toString("hex")}`,
  SANDBOX_MAIL_USER: () => "sandbox",
  SANDBOX_MAIL_PASSWORD: hex,
};

/** Secrets of this installation, made once and kept in `secrets.json` (0600). They serve loopback only. */
export function readSecrets(dataDir) {
  const file = path.join(dataDir, "secrets.json");
  const kept = readJson(file) ?? {};
  const missing = Object.keys(MAKERS).filter((name) => !kept[name]);
  if (missing.length === 0) return kept;
  for (const name of missing) kept[name] = MAKERS[name]();
  writePrivateJson(file, kept);
  return kept;
}

/** Whether APP_URL makes this an installation for the public (product.md 8): https and not loopback. */
export function isProduction(environment) {
  if (!environment.APP_URL) return false;
  const { protocol, hostname } = new URL(environment.APP_URL);
  return protocol === "https:" && !/^(localhost|\[::1\]|127\.\d+\.\d+\.\d+|.*\.localhost)$/.test(hostname);
}

/** Names of providers that have no keys and so go to the sandbox. */
export function sandboxedParts(environment) {
  if (isProduction(environment)) return [];
  const parts = [];
  if (!environment.REPLICATE_API_TOKEN) parts.push("pictures");
  if (!environment.GEMINI_API_KEY) parts.push("prompt enhancement");
  if (!environment.SMTP_URL) parts.push("mail");
  return parts;
}

/** What web, worker and command lines get: the given environment, generated secrets where allowed, the database, the sandbox. */
export function childEnvironment(given, secrets, { databaseUrl, sandbox }) {
  const environment = { ...given, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) };
  if (!isProduction(given)) {
    const generated = ["AUTH_SECRET", "SIGNING_SECRET"].filter((name) => !given[name]);
    for (const name of generated) environment[name] = secrets[name];
    environment.GENERATED_SECRETS = generated.join(",");
  }
  if (!sandbox) return environment;
  const parts = sandboxedParts(given);
  const { host } = new URL(sandbox.url);
  environment.SANDBOX_URL = sandbox.url;
  environment.SANDBOX_TOKEN = secrets.SANDBOX_TOKEN;
  if (parts.includes("pictures")) {
    environment.REPLICATE_API_TOKEN = secrets.SANDBOX_REPLICATE_TOKEN;
    environment.REPLICATE_BASE_URL = `${sandbox.url}/replicate/v1`;
    environment.REPLICATE_WEBHOOK_SECRET = secrets.SANDBOX_REPLICATE_WEBHOOK_SECRET;
    environment.REPLICATE_FILE_HOSTS = `replicate.delivery,*.replicate.delivery,${host}`;
  }
  if (parts.includes("prompt enhancement")) {
    environment.GEMINI_API_KEY = secrets.SANDBOX_GEMINI_KEY;
    environment.GEMINI_BASE_URL = `${sandbox.url}/gemini`;
  }
  if (parts.includes("mail")) {
    environment.SMTP_URL = `smtp://${secrets.SANDBOX_MAIL_USER}:${secrets.SANDBOX_MAIL_PASSWORD}@127.0.0.1:${sandbox.smtpPort}`;
  }
  return environment;
}

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as util from "node:util";
import { isProduction } from "./production-rules.mjs";
import { generatedIn } from "./secrets.mjs";
import { StartError } from "./steps.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * The process's environment over `.env`, piece by piece; an empty value counts as not given.
 * @param {{ root?: string, own?: Record<string, string | undefined> }} from
 * @returns {Record<string, string> & { PORT: string, DATA_DIR: string }}
 */
export function readEnvironment({ root = ROOT, own = process.env } = {}) {
  const file = path.join(root, ".env");
  const fromFile = existsSync(file) ? util.parseEnv(readFileSync(file, "utf8")) : {};
  const given = Object.fromEntries(Object.entries({ ...fromFile, ...own }).filter(([, value]) => value?.trim()));
  given.PORT ??= "3000";
  given.DATA_DIR = path.resolve(root, given.DATA_DIR ?? ".data");
  if (!/^\d+$/.test(given.PORT) || Number(given.PORT) > 65_535) {
    throw new StartError(
      "PORT is not a port number.",
      "Set PORT to a number from 1 to 65535, or leave it out for 3000.",
    );
  }
  return given;
}

/** Names of providers that have no keys and so go to the sandbox; none in production. */
export function sandboxedParts(environment) {
  if (isProduction(environment)) return [];
  const parts = [];
  if (!environment.REPLICATE_API_TOKEN) parts.push("pictures");
  if (!environment.GEMINI_API_KEY) parts.push("prompt enhancement");
  if (!environment.RAZORPAY_KEY_ID) parts.push("payments");
  if (environment.MEDIA_STORE === "cloudinary" && !environment.CLOUDINARY_URL) parts.push("picture files");
  if (!environment.SMTP_URL) parts.push("mail");
  return parts;
}

const GENERATED = ["AUTH_SECRET", "SIGNING_SECRET", "PROVIDER_KEYS_SECRET"];
const REAL_FILE_HOSTS = "replicate.delivery,*.replicate.delivery";

function sandboxVariables(given, secrets, sandbox) {
  const parts = sandboxedParts(given);
  const variables = { SANDBOX_URL: sandbox.url, SANDBOX_TOKEN: secrets.SANDBOX_TOKEN };
  if (parts.includes("pictures")) {
    variables.REPLICATE_API_TOKEN = secrets.SANDBOX_REPLICATE_TOKEN;
    variables.REPLICATE_BASE_URL = `${sandbox.url}/replicate/v1`;
    variables.REPLICATE_WEBHOOK_SECRET = secrets.SANDBOX_REPLICATE_WEBHOOK_SECRET;
    variables.REPLICATE_FILE_HOSTS = `${given.REPLICATE_FILE_HOSTS ?? REAL_FILE_HOSTS},${new URL(sandbox.url).host}`;
  }
  if (parts.includes("prompt enhancement")) {
    variables.GEMINI_API_KEY = secrets.SANDBOX_GEMINI_KEY;
    variables.GEMINI_BASE_URL = `${sandbox.url}/gemini`;
  }
  if (parts.includes("payments")) {
    variables.RAZORPAY_KEY_ID = secrets.SANDBOX_RAZORPAY_KEY_ID;
    variables.RAZORPAY_KEY_SECRET = secrets.SANDBOX_RAZORPAY_KEY_SECRET;
    variables.RAZORPAY_WEBHOOK_SECRET = secrets.SANDBOX_RAZORPAY_WEBHOOK_SECRET;
    variables.RAZORPAY_BASE_URL = `${sandbox.url}/razorpay`;
    variables.RAZORPAY_CHECKOUT_URL = "/sandbox/razorpay/v1/checkout.js";
  }
  if (parts.includes("picture files")) {
    variables.CLOUDINARY_URL = `cloudinary://${secrets.SANDBOX_CLOUDINARY_KEY}:${secrets.SANDBOX_CLOUDINARY_SECRET}@sandbox`;
    variables.CLOUDINARY_API_BASE = `${sandbox.url}/cloudinary`;
    variables.CLOUDINARY_DELIVERY_BASE = `${sandbox.url}/cloudinary/res`;
  }
  if (parts.includes("mail")) {
    const login = `${secrets.SANDBOX_MAIL_USER}:${secrets.SANDBOX_MAIL_PASSWORD}`;
    variables.SMTP_URL = `smtp://${login}@127.0.0.1:${sandbox.smtpPort}`;
  }
  return variables;
}

/**
 * What web, worker and command lines get: the given environment, and off production also the generated secrets and the sandbox
 * (`{ url, smtpPort }`) for the parts that have no keys. A given variable is never replaced by a generated one.
 */
export function childEnvironment(given, secrets, { databaseUrl, sandbox }) {
  const environment = { ...given, DATABASE_URL: databaseUrl };
  if (isProduction(given)) return { ...environment, GENERATED_SECRETS: generatedIn(given) };
  const generated = GENERATED.filter((name) => !given[name]);
  for (const name of generated) environment[name] = secrets[name];
  environment.GENERATED_SECRETS = generated.join(",");
  return sandbox ? { ...environment, ...sandboxVariables(given, secrets, sandbox) } : environment;
}

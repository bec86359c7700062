import { isProduction } from "./environment.mjs";

/** Everything that a public installation needs of its own, and why it may not be missing. */
const NEEDED = {
  AUTH_SECRET: "signs sessions; a generated one serves loopback only",
  SIGNING_SECRET: "signs file links and webhook addresses; a generated one serves loopback only",
  DATABASE_URL: "a database that is kept and backed up",
  REPLICATE_API_TOKEN: "pictures would be sandboxed",
  SMTP_URL: "mail would be sandboxed",
  RAZORPAY_KEY_ID: "payments would be sandboxed",
  RAZORPAY_KEY_SECRET: "payments would be sandboxed",
  RAZORPAY_WEBHOOK_SECRET: "payments would be sandboxed",
};

const isLocal = (value) => /\/\/([^@/]*@)?(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(value ?? "");
const isPrivateHost = (host) =>
  /^(localhost|.*\.localhost|.*\.local|\[::1\]|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\[f[cd].*)$/.test(
    host,
  );

/**
 * Why an installation may not start, one sentence a reason, each naming its variable and never a value (product.md 8).
 * Empty on loopback and private hosts.
 */
export function productionBreaches(environment) {
  if (!environment.APP_URL) return [];
  let url;
  try {
    url = new URL(environment.APP_URL);
  } catch {
    return ["APP_URL is not an address."];
  }
  if (url.protocol === "http:" && !isPrivateHost(url.hostname)) return ["APP_URL: a public host needs https."];
  if (!isProduction(environment)) return [];
  const generated = (environment.GENERATED_SECRETS ?? "").split(",");
  const missing = Object.entries(NEEDED)
    .filter(([name]) => !environment[name] || generated.includes(name))
    .map(([name, why]) => `${name} is missing: ${why}.`);
  const short = ["AUTH_SECRET", "SIGNING_SECRET"]
    .filter((name) => environment[name] && !generated.includes(name) && environment[name].length < 32)
    .map((name) => `${name} is too short: 32 characters or more.`);
  const sandboxed = [
    ["REPLICATE_BASE_URL", "pictures"],
    ["GEMINI_BASE_URL", "prompt enhancement"],
    ["RAZORPAY_BASE_URL", "payments"],
    ["SMTP_URL", "mail"],
  ]
    .filter(([name]) => isLocal(environment[name]))
    .map(([name, what]) => `${name} points at a sandbox on this machine: no sandboxed ${what} in production.`);
  const door = ["SANDBOX_URL", "FAILPOINT"]
    .filter((name) => environment[name])
    .map((name) => `${name} must not be set in production.`);
  return [...missing, ...short, ...sandboxed, ...door];
}

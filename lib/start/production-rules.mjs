// Imports nothing: this file is part of the web server's bundle too.

const LOOPBACK_HOST = /^(localhost|.*\.localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/;

/** Whether APP_URL makes this an installation for the public (product: https and not loopback). NODE_ENV decides nothing. */
export function isProduction(environment) {
  if (!URL.canParse(environment.APP_URL ?? "")) return false;
  const { protocol, hostname } = new URL(environment.APP_URL);
  return protocol === "https:" && !LOOPBACK_HOST.test(hostname);
}

/** Everything that a public installation needs of its own, and why it may not be missing. */
const NEEDED = {
  AUTH_SECRET: "it signs sessions, and a generated one serves loopback only",
  SIGNING_SECRET: "it signs file links and webhook addresses, and a generated one serves loopback only",
  DATABASE_URL: "it names a database that is kept and backed up",
  REPLICATE_API_TOKEN: "pictures would be sandboxed",
  SMTP_URL: "mail would be sandboxed",
  RAZORPAY_KEY_ID: "payments would be sandboxed",
  RAZORPAY_KEY_SECRET: "payments would be sandboxed",
  RAZORPAY_WEBHOOK_SECRET: "payments would be sandboxed",
};
const SIGNING = ["AUTH_SECRET", "SIGNING_SECRET", "PROVIDER_KEYS_SECRET"];
const PAYMENTS = ["RAZORPAY_KEY_ID", "RAZORPAY_KEY_SECRET", "RAZORPAY_WEBHOOK_SECRET"];

/** What each store of files can't be without. */
const STORES = { cloudinary: "CLOUDINARY_URL", s3: "S3_BUCKET" };

const hostOf = (value) => (URL.canParse(value ?? "") ? new URL(value).hostname : "");
const isLoopback = (value) => LOOPBACK_HOST.test(hostOf(value));
const userOf = (value) => (URL.canParse(value ?? "") ? new URL(value).username : "");

/** Whether a value that is there leads to a sandbox: by its address or by the prefix that a sandbox's keys have. */
const SANDBOXED = {
  REPLICATE_API_TOKEN: (value) => value.startsWith("r8_sandbox"),
  REPLICATE_BASE_URL: isLoopback,
  GEMINI_BASE_URL: isLoopback,
  GEMINI_API_KEY: (value) => value.startsWith("sandbox-"),
  SMTP_URL: (value) => userOf(value) === "sandbox",
  // Razorpay's own test mode takes no money either: credits would be given away.
  RAZORPAY_KEY_ID: (value) => value.startsWith("rzp_test_"),
  RAZORPAY_BASE_URL: isLoopback,
  RAZORPAY_CHECKOUT_URL: (value) => value.startsWith("/") || isLoopback(value),
  CLOUDINARY_API_BASE: isLoopback,
  CLOUDINARY_DELIVERY_BASE: isLoopback,
};

const PRIVATE_HOST =
  /^(localhost|.*\.localhost|.*\.local|\[::1\]|\[f[cd].*|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|169\.254\..*)$/;

function addressBreach(appUrl) {
  if (!URL.canParse(appUrl)) return "APP_URL is not an address such as https://studio.example.";
  const { protocol, hostname } = new URL(appUrl);
  if (protocol !== "http:" && protocol !== "https:") return "APP_URL must begin with https://.";
  if (protocol === "http:" && !PRIVATE_HOST.test(hostname)) {
    return "APP_URL names a public host over http: passwords would travel in the open. It must begin with https://.";
  }
}

/**
 * Why an installation may not start: one sentence a reason, which begins with the variable's name and never shows a value.
 * Empty when it may. Off production (no APP_URL, loopback, a private host over http) any mix of real and sandboxed is allowed.
 */
export function productionBreaches(environment) {
  if (!environment.APP_URL) return [];
  const address = addressBreach(environment.APP_URL);
  if (address) return [address];
  if (!isProduction(environment)) return [];
  const generated = (environment.GENERATED_SECRETS ?? "").split(",").filter(Boolean);
  const has = (name) => Boolean(environment[name]?.trim());
  const missing = Object.keys(NEEDED).filter((name) => !has(name));
  const sandboxed = Object.keys(SANDBOXED).filter((name) => has(name) && SANDBOXED[name](environment[name]));
  const picturesAreLive = ![...missing, ...sandboxed].some((name) => name.startsWith("REPLICATE_"));
  const paymentsAreLive = ![...missing, ...sandboxed].some((name) => name.startsWith("RAZORPAY_"));
  return [
    ...missing.map((name) => `${name} is missing: ${NEEDED[name]}.`),
    ...generated.map(
      (name) => `${name} was generated on this machine: it serves loopback only. Make one for production.`,
    ),
    ...SIGNING.filter((name) => has(name) && environment[name].length < 32).map(
      (name) => `${name} is shorter than 32 characters.`,
    ),
    ...sandboxed.map((name) => `${name} leads to a sandbox: nothing is sandboxed in production.`),
    ...Object.entries(STORES)
      .filter(([store, name]) => environment.MEDIA_STORE === store && !has(name))
      .map(([store, name]) => `${name} is missing: MEDIA_STORE=${store} puts new files there.`),
    ...(picturesAreLive && !paymentsAreLive
      ? [`${PAYMENTS.join(", ")}: live pictures with sandboxed payments would give pictures away.`]
      : []),
    ...["SANDBOX_URL", "FAILPOINT"].filter(has).map((name) => `${name} has no place in production.`),
  ];
}

import type { World } from "@/lib/db/ctx";
import type { Env } from "@/lib/env";
import { KEY_NAMES, KEYS, type KeyName, type Provider } from "./contract";
import { unseal } from "./seal";

/** Keys of a sandbox and of Razorpay's test mode, by the prefixes that theirs have. */
export function isSandboxKey(name: KeyName, value: string): boolean {
  switch (name) {
    case "REPLICATE_API_TOKEN":
      return value.startsWith("r8_sandbox");
    case "GEMINI_API_KEY":
      return value.startsWith("sandbox-");
    case "RAZORPAY_KEY_ID":
      return value.startsWith("rzp_test_sandbox");
    case "CLOUDINARY_URL":
      return value.endsWith("@sandbox");
    case "SMTP_URL":
      return /^smtp:\/\/sandbox:/.test(value);
    default:
      return false;
  }
}

/** What is shown of a key: enough to know it again. Addresses show where they lead. */
export function mask(name: KeyName, value: string): string {
  if (name === "SMTP_URL" || name === "CLOUDINARY_URL") {
    const at = URL.parse(value);
    return at ? `${at.protocol}//•••@${at.host}` : "•••";
  }
  return value.length >= 16 ? `${value.slice(0, 4)}…${value.slice(-4)}` : "•••";
}

export type StoredKeys = Partial<Record<KeyName, string>>;

/** Every stored key in clear, for the adapters of this process alone. Throws Unopenable; without a secret, where there are any. */
export async function openStoredKeys({ db, env }: Pick<World, "db" | "env">): Promise<StoredKeys> {
  const rows = await db.providerKey.findMany();
  if (rows.length === 0) return {};
  const secret = env.PROVIDER_KEYS_SECRET ?? "";
  return Object.fromEntries(
    rows
      .filter(({ name }) => (KEY_NAMES as string[]).includes(name))
      .map(({ name, sealed }) => [name, unseal(secret, name, sealed)]),
  ) as StoredKeys;
}

const LIVE: Partial<Record<Provider, Partial<Env>>> = {
  replicate: { REPLICATE_BASE_URL: "https://api.replicate.com/v1", REPLICATE_WEBHOOK_SECRET: undefined },
  gemini: { GEMINI_BASE_URL: "https://generativelanguage.googleapis.com" },
  razorpay: {
    RAZORPAY_BASE_URL: "https://api.razorpay.com",
    RAZORPAY_CHECKOUT_URL: "https://checkout.razorpay.com/v1/checkout.js",
  },
  cloudinary: {
    CLOUDINARY_API_BASE: "https://api.cloudinary.com",
    CLOUDINARY_DELIVERY_BASE: "https://res.cloudinary.com",
  },
};
const MAIN = {
  replicate: "REPLICATE_API_TOKEN",
  gemini: "GEMINI_API_KEY",
  razorpay: "RAZORPAY_KEY_ID",
  cloudinary: "CLOUDINARY_URL",
  smtp: "SMTP_URL",
} as const satisfies Record<Provider, KeyName>;
const COMPANIONS: Partial<Record<Provider, KeyName[]>> = {
  razorpay: ["RAZORPAY_KEY_SECRET", "RAZORPAY_WEBHOOK_SECRET"],
};

const isSandboxed = (env: Env, provider: Provider): boolean =>
  ({
    replicate: env.sandboxed.pictures,
    gemini: env.sandboxed.enhancement,
    razorpay: env.sandboxed.payments,
    cloudinary: env.SANDBOX_URL !== undefined && env.CLOUDINARY_API_BASE.startsWith(env.SANDBOX_URL),
    smtp: false,
  })[provider];

/** Whether a provider's stored keys would be real ones among sandboxed companions: they wait until they are complete. */
export function isIncomplete(given: Env, stored: StoredKeys, provider: Provider): boolean {
  const main = stored[MAIN[provider]];
  const names = [MAIN[provider], ...(COMPANIONS[provider] ?? [])];
  const isReal = main !== undefined && !isSandboxKey(MAIN[provider], main);
  if (!isSandboxed(given, provider)) return false;
  if (isReal) return names.some((name) => stored[name] === undefined);
  // A companion alone would mix a real secret with the sandbox's key.
  return main === undefined && names.some((name) => stored[name] !== undefined);
}

/**
 * The environment with stored keys over it. A real key of a part that is sandboxed takes that part to its real service: it never travels to the sandbox,
 * and the sandbox's own secrets stay behind.
 */
export function withStoredKeys(given: Env, stored: StoredKeys): Env {
  const env: Env = { ...given, sandboxed: { ...given.sandboxed } };
  for (const provider of new Set(KEY_NAMES.map((name) => KEYS[name].provider))) {
    if (isIncomplete(given, stored, provider)) continue;
    const main = stored[MAIN[provider]];
    if (main !== undefined && !isSandboxKey(MAIN[provider], main) && isSandboxed(given, provider))
      Object.assign(env, LIVE[provider]);
    for (const name of KEY_NAMES)
      if (KEYS[name].provider === provider && stored[name] !== undefined) env[name] = stored[name];
  }
  const inSandbox = (baseUrl: string) => env.SANDBOX_URL !== undefined && baseUrl.startsWith(env.SANDBOX_URL);
  env.sandboxed = {
    pictures: inSandbox(env.REPLICATE_BASE_URL),
    enhancement: inSandbox(env.GEMINI_BASE_URL),
    payments: inSandbox(env.RAZORPAY_BASE_URL),
    mail: /^smtp:\/\/sandbox:/.test(env.SMTP_URL ?? ""),
  };
  return env;
}

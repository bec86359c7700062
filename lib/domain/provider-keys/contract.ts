import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { MODEL_KEYS } from "@/lib/domain/generation/models";
import { TIER_KEYS } from "@/lib/domain/generation/tiers";

const tag = "Admin: providers";

export const PROVIDERS = ["replicate", "gemini", "razorpay", "cloudinary", "smtp"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** Keys that can be stored, by the environment variable that each stands for. */
export const KEYS = {
  REPLICATE_API_TOKEN: {
    provider: "replicate",
    label: "API token",
    shape: /^r8_\w{10,}$/,
    hint: "It begins with r8_.",
  },
  REPLICATE_WEBHOOK_SECRET: {
    provider: "replicate",
    label: "Webhook secret",
    shape: /^whsec_[\w+/=-]{10,}$/,
    hint: "It begins with whsec_.",
  },
  GEMINI_API_KEY: {
    provider: "gemini",
    label: "API key",
    shape: /^[\x21-\x7e]{10,200}$/,
    hint: "10 to 200 visible characters.",
  },
  RAZORPAY_KEY_ID: {
    provider: "razorpay",
    label: "Key id",
    shape: /^rzp_(test|live)_\w{6,}$/,
    hint: "It begins with rzp_test_ or rzp_live_.",
  },
  RAZORPAY_KEY_SECRET: {
    provider: "razorpay",
    label: "Key secret",
    shape: /^[\x21-\x7e]{10,200}$/,
    hint: "10 to 200 visible characters.",
  },
  RAZORPAY_WEBHOOK_SECRET: {
    provider: "razorpay",
    label: "Webhook secret",
    shape: /^[\x21-\x7e]{6,200}$/,
    hint: "6 to 200 visible characters.",
  },
  CLOUDINARY_URL: {
    provider: "cloudinary",
    label: "Address with key",
    shape: /^cloudinary:\/\/[^:@\s]+:[^:@\s]+@[\w-]+$/,
    hint: "cloudinary://<key>:<secret>@<cloud>",
  },
  SMTP_URL: {
    provider: "smtp",
    label: "Address with password",
    shape: /^smtps?:\/\/\S+$/,
    hint: "smtp://user:password@host:587",
  },
} as const satisfies Record<string, { provider: Provider; label: string; shape: RegExp; hint: string }>;
export type KeyName = keyof typeof KEYS;
export const KEY_NAMES = Object.keys(KEYS) as [KeyName, ...KeyName[]];

const keyView = z.object({
  name: z.enum(KEY_NAMES),
  provider: z.enum(PROVIDERS),
  /** stored: put in here, wins over the environment. */
  source: z.enum(["stored", "environment", "sandbox", "missing"]),
  /** First and last characters; absent where there is none. */
  masked: z.optional(z.string()),
  /** A stored key that waits for its companions (a key id without its secret). */
  isWaiting: z.boolean(),
  updatedAt: z.optional(instant),
  /** Handle of who put it in. */
  updatedBy: z.optional(z.string()),
});
export type KeyView = z.infer<typeof keyView>;

const modelView = z.object({
  model: z.string(),
  name: z.string(),
  /** Of the last 24 hours. */
  made: z.int(),
  failed: z.int(),
  /** Milliseconds from sending to delivery, the median; absent where none was made. */
  medianMs: z.optional(z.int()),
  /** Paise a picture, on average. */
  costPaise: z.optional(z.int()),
  /** Workers whose circuit is open, and until when. */
  openWorkers: z.int(),
  openUntil: z.optional(instant),
});
export type ModelView = z.infer<typeof modelView>;

const route = z.object({
  maxCostPaise: z.int().check(z.minimum(0, "At least ₹0."), z.maximum(1_000_000, "At most ₹10,000.")),
  models: z
    .array(
      z.object({
        model: z.enum(MODEL_KEYS, { error: "Choose a model that is known here." }),
        costPaise: z
          .int("The cost in paise, a whole number.")
          .check(z.minimum(0, "At least ₹0."), z.maximum(1_000_000, "At most ₹10,000.")),
        isActive: z.boolean(),
      }),
    )
    .check(z.minLength(1, "Name at least one model."), z.maxLength(10, "Ten models at most.")),
});
const routes = z.object(
  Object.fromEntries(TIER_KEYS.map((tier) => [tier, route])) as Record<(typeof TIER_KEYS)[number], typeof route>,
);
export type Routes = z.infer<typeof routes>;

const providersView = z.object({
  /** False where PROVIDER_KEYS_SECRET is missing: nothing can be stored. */
  canStore: z.boolean(),
  keys: z.array(keyView),
  routes,
  models: z.array(modelView),
  /** Parts that are simulated at the moment. */
  sandboxed: z.array(z.string()),
});
export type ProvidersView = z.infer<typeof providersView>;

export const providersEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/providers",
  summary: "Keys (masked), models by tier, circuits, error rates and costs",
  tag,
  response: providersView,
});
export const storeKeyEndpoint = endpoint({
  method: "PUT",
  path: "/api/admin/providers/keys/{name}",
  summary: "Put in or replace a key: encrypted at rest, in force in every process at once, never shown again",
  tag,
  body: z.object({
    value: z
      .string({ error: "Type the key." })
      .check(z.trim(), z.minLength(1, "Type the key."), z.maxLength(500, "This is too long for a key.")),
  }),
  response: keyView,
  errors: [404, 409],
});
export const removeKeyEndpoint = endpoint({
  method: "DELETE",
  path: "/api/admin/providers/keys/{name}",
  summary: "Remove a stored key; the environment's counts again",
  tag,
  errors: [404],
});
export const testProviderEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/providers/{provider}/test",
  summary: "Ask a provider whether the keys in force are good, with one cheap request",
  tag,
  response: z.object({ ok: z.boolean(), message: z.string(), ms: z.int() }),
  errors: [404],
});
export type TestView = z.infer<(typeof testProviderEndpoint)["response"]>;
export const routesEndpoint = endpoint({
  method: "PUT",
  path: "/api/admin/providers/routes",
  summary:
    "Which model makes each tier's pictures, in the order of fail-over, and up to which cost; a new version of the settings",
  tag,
  body: z.object({ routes, note: z._default(textField("The note", 0, 500), "") }),
  response: z.object({ routes }),
  errors: [409],
});

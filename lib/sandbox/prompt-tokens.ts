import type { Mishap } from "./exchange";

export const WEBHOOK_WISHES = ["drop", "dup", "early", "late", "reorder", "bad-signature", "old", "huge"] as const;
export type WebhookWish = (typeof WEBHOOK_WISHES)[number];

/** What `[[sbx:...]]` in a prompt asks of the sandbox. */
export type Wishes = {
  /** Fails with a model's own words. */
  failure?: "nsfw" | "nsfw-all" | "e005" | "fail";
  /** Runs this much longer. */
  slowMs?: number;
  /** Stays `starting` until its deadline aborts it. */
  isStuck?: boolean;
  /** A cancel comes too late: the prediction succeeds. */
  isCancelLate?: boolean;
  webhook?: WebhookWish;
  /** Webhooks leave this much later. */
  webhookDelayMs?: number;
  file?: "bad" | "wrongsize" | "html" | "tiny" | "404" | "blank" | "huge";
  output?: "empty" | "null";
  /** Output and files are removed as soon as it ends. */
  isRemoved?: boolean;
  /** Answers the create with this status; nothing is made. */
  status?: number;
  /** Happens to the create's answer; the prediction exists. */
  mishap?: Mishap;
  /** The connection is cut before anything is made. */
  isResetBefore?: boolean;
};

const TOKEN = /\[\[sbx:([^\]]*)\]\]/g;

const WISHES: Record<string, Wishes> = {
  nsfw: { failure: "nsfw" },
  "nsfw-all": { failure: "nsfw-all" },
  e005: { failure: "e005" },
  fail: { failure: "fail" },
  stuck: { isStuck: true },
  "late-cancel": { isCancelLate: true },
  badfile: { file: "bad" },
  wrongsize: { file: "wrongsize" },
  html: { file: "html" },
  tiny: { file: "tiny" },
  file404: { file: "404" },
  blank: { file: "blank" },
  hugefile: { file: "huge" },
  empty: { output: "empty" },
  null: { output: "null" },
  removed: { isRemoved: true },
  "reset-before-write": { isResetBefore: true },
  "reset-after-write": { mishap: { isReset: true } },
  hang: { mishap: { isHung: true } },
  stall: { mishap: { isStalled: true } },
  truncate: { mishap: { isTruncated: true } },
};

/** `8s`, `250ms` or `8` (seconds) in ms; 0 when it is none. */
const durationMs = (text: string) => (Number.parseFloat(text) || 0) * (text.trim().endsWith("ms") ? 1 : 1000);

function readWebhook(value: string): Wishes {
  const parts = value.split(",").map((part) => part.trim());
  const wish = WEBHOOK_WISHES.find((one) => parts.includes(one));
  const delay = parts.find((part) => part.startsWith("delay:"))?.slice("delay:".length);
  return { ...(wish ? { webhook: wish } : {}), ...(delay ? { webhookDelayMs: durationMs(delay) } : {}) };
}

function readOne(token: string): Wishes {
  const [, name = "", value = ""] = /^([^:=]*)[:=]?(.*)$/.exec(token.trim()) ?? [];
  if (name === "slow") return { slowMs: durationMs(value) };
  if (name === "status") return /^[45]\d\d$/.test(value) ? { status: Number(value) } : {};
  if (name === "webhook") return readWebhook(value);
  return WISHES[name] ?? {};
}

/** The texts within `[[sbx:...]]`, in order. */
export const tokensIn = (prompt: string): string[] => [...prompt.matchAll(TOKEN)].map((match) => match[1] ?? "");

/** All wishes of a prompt together. Unknown tokens ask for nothing. */
export function readTokens(prompt: string): Wishes {
  return tokensIn(prompt).reduce<Wishes>((wishes, token) => Object.assign(wishes, readOne(token)), {});
}

/** The prompt as the model would see it. */
export const withoutTokens = (prompt: string): string => prompt.replace(TOKEN, " ").replace(/\s+/g, " ").trim();

import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";

/** Why credits move, and in which direction (product.md 2); the database checks the sign as well. */
export const REASONS = {
  purchase: 1,
  generation: -1,
  generation_refund: 1,
  purchase_refund: -1,
  welcome: 1,
  reuse_reward: 1,
  referral: 1,
  milestone: 1,
  adjustment: 0,
} as const;
export type Reason = keyof typeof REASONS;
export const REASON_KEYS = Object.keys(REASONS) as [Reason, ...Reason[]];

export const entryView = z.object({
  id: z.string(),
  credits: z.number(),
  balanceAfter: z.number(),
  reason: z.enum(REASON_KEYS),
  reference: z.string(),
  /** In words: "Premium 2K picture", "Refund: the image service stopped answering". */
  description: z.string(),
  createdAt: instant,
});
export type EntryView = z.infer<typeof entryView>;

const tag = "Credits";

export const balanceEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/credits/balance",
  summary: "Credits at hand, and used and refunded in this calendar month (IST)",
  tag,
  response: z.object({ credits: z.number(), monthlyUsed: z.number(), monthlyRefunded: z.number() }),
});
export type BalanceView = z.infer<(typeof balanceEndpoint)["response"]>;

export const ledgerEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/credits/ledger",
  summary: "Every movement of credits, newest first; `format=csv` streams all of them",
  tag,
  query: z.object({
    ...pageQuery,
    reason: z.optional(z.enum(REASON_KEYS)),
    format: z.optional(z.enum(["json", "csv"])),
  }),
  response: page(entryView),
});

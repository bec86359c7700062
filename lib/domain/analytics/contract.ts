import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { indianDay } from "@/lib/core/fields";

const figure = z.object({ value: z.number(), before: z.number() });
export type FigureView = z.infer<typeof figure>;

const dayView = z.object({
  day: z.string(),
  succeeded: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  signUps: z.int(),
  published: z.int(),
  revenuePaise: z.int(),
  refundPaise: z.int(),
  costPaise: z.int(),
  /** Revenue less refunds less what the pictures cost. */
  marginPaise: z.int(),
  creditsSpent: z.number(),
  creditsGranted: z.number(),
});
export type DayView = z.infer<typeof dayView>;

const analyticsView = z.object({
  from: z.string(),
  to: z.string(),
  /** The period of the same length just before, which `before` figures are of. */
  previousFrom: z.string(),
  previousTo: z.string(),
  figures: z.object({
    pictures: figure,
    /** Of all that ended but by their maker's own wish, 0 to 1; 0 where nothing ended. */
    successRate: figure,
    /** Seconds, in tenths. */
    medianSeconds: figure,
    p95Seconds: figure,
    revenuePaise: figure,
    refundPaise: figure,
    costPaise: figure,
    marginPaise: figure,
    orders: figure,
    firstPurchases: figure,
    /** Credits that people held at the end of the period: what is owed in pictures. */
    creditsOutstanding: figure,
    signUps: figure,
    /** Of those who joined, who had a picture within 48 hours, 0 to 1. */
    activation: figure,
    /** Of those who joined, who have bought until now, 0 to 1. */
    conversion: figure,
    /** Pictures that are remixes, 0 to 1. */
    reuseRate: figure,
    published: figure,
  }),
  tiers: z.array(z.object({ tier: z.string(), pictures: figure })),
  /** Credits granted or given back, by the ledger's reason. */
  rewards: z.array(z.object({ reason: z.string(), credits: figure })),
  templates: z.array(z.object({ id: z.string(), title: z.string(), pictures: z.int() })),
  /** Weeks (the Monday) in which people joined, and how many of them made a picture in that week and the ones after. */
  cohorts: z.array(z.object({ week: z.string(), joined: z.int(), active: z.array(z.int()) })),
  days: z.array(dayView),
});
export type AnalyticsView = z.infer<typeof analyticsView>;

export const analyticsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/analytics",
  summary:
    "What happened in a range of Indian days (the last 30 without one), and in the one before; `format=csv` by day",
  tag: "Admin: analytics",
  query: z.object({ from: z.optional(indianDay), to: z.optional(indianDay), format: z.optional(z.enum(["csv"])) }),
  response: analyticsView,
});

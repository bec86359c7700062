import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";

const REFERRAL_STATES = ["joined", "verified", "booked", "paid", "review", "refused"] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

const referralView = z.object({
  /** Their name; nothing else about them is told. */
  name: z.string(),
  joinedAt: instant,
  /** Joined; confirmed their address; made a first picture, which books the reward; paid; waiting for a person to look, or refused by one. */
  state: z.enum(REFERRAL_STATES),
  /** When a booked reward is paid. */
  dueAt: z.optional(instant),
  /** Credits of this reward; 0 until it is booked. */
  credits: z.number(),
});
export type ReferralView = z.infer<typeof referralView>;

export const referralsEndpoint = endpoint({
  method: "GET",
  path: "/api/referrals",
  summary: "One's own link and code, who joined by it, and what it brought",
  tag: "Rewards",
  response: z.object({
    code: z.string(),
    link: z.string(),
    /** Newest first, 100 at most. */
    referrals: z.array(referralView),
    /** All who joined, and how many of them count towards the bonus: qualified, and their reward paid. */
    joined: z.int(),
    qualified: z.int(),
    creditsEarned: z.number(),
    /** Booked, not yet paid. */
    creditsBooked: z.number(),
    /** Qualified people still missing for the next bonus, and the bonus in credits. */
    nextMilestone: z.object({ missing: z.int(), credits: z.number() }),
    /** By the settings in force: what who joins gets, what who invited gets, and after how many days. */
    terms: z.object({ refereeCredits: z.number(), referrerCredits: z.number(), holdDays: z.int() }),
  }),
});
export type ReferralsView = z.infer<(typeof referralsEndpoint)["response"]>;

import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";

const tag = "Rewards";

export const referralsEndpoint = endpoint({
  method: "GET",
  path: "/api/referrals",
  summary: "One's own link and code, and who joined by it",
  tag,
  response: z.object({
    code: z.string(),
    link: z.string(),
    /** Newest first, 100 at most. */
    referrals: z.array(
      z.object({
        /** Their name; nothing else about them is told. */
        name: z.string(),
        joinedAt: instant,
        /** joined, verified, made their first picture (reward booked), paid, or with a person for review */
        state: z.enum(["joined", "verified", "booked", "paid", "review"]),
        /** When a booked reward is paid. */
        dueAt: z.optional(instant),
        /** Credits of this referral's reward, once booked. */
        credits: z.number(),
      }),
    ),
    joined: z.int(),
    qualified: z.int(),
    creditsEarned: z.number(),
    creditsBooked: z.number(),
    /** Qualified referees still missing for the next bonus, and the bonus in credits. */
    nextMilestone: z.object({ missing: z.int(), credits: z.number() }),
    refereeCredits: z.number(),
    referrerCredits: z.number(),
  }),
});
export type ReferralsView = z.infer<(typeof referralsEndpoint)["response"]>;

import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";

const tag = "Rewards";

/** Milestones of the settings record (product.md 2); bonuses for referees have keys of their own, `referrals_<count>`. */
export const MILESTONE_KEYS = ["first_post", "posts_10", "posts_50", "posts_100", "likes_100", "streak_7"] as const;
export type MilestoneKey = (typeof MILESTONE_KEYS)[number];

export const milestonesEndpoint = endpoint({
  method: "GET",
  path: "/api/milestones",
  summary: "Milestones, reached and ahead",
  tag,
  response: z.object({
    items: z.array(
      z.object({
        key: z.enum(MILESTONE_KEYS),
        credits: z.number(),
        /** How far, of how much. */
        progress: z.int(),
        goal: z.int(),
        reachedAt: z.optional(instant),
      }),
    ),
    creditsEarned: z.number(),
  }),
});
export type MilestonesView = z.infer<(typeof milestonesEndpoint)["response"]>;

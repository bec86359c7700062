import { unitsToCredits } from "@/lib/core/credits";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { MILESTONE_KEYS, type MilestoneKey, type MilestonesView } from "./contract";
import { DAYS_FOR, LIKES_FOR, milestoneUnits, POSTS_FOR } from "./reach-milestone";

type Progress = { pictures: number; likes: number; days: number; earned: number };

/** The actor's milestones, reached and ahead, in their order. */
export async function listMilestones(ctx: Ctx<UserActor>): Promise<MilestonesView> {
  const { userId } = ctx.actor;
  const [units, reached, { rows }] = await Promise.all([
    milestoneUnits(ctx.db),
    ctx.db.milestone.findMany({ where: { userId } }),
    ctx.pool.query<Progress>(
      `SELECT (SELECT count(DISTINCT generation_id) FROM post WHERE user_id = $1 AND first_public_at IS NOT NULL)::int AS pictures,
        coalesce((SELECT max(likes) FROM post WHERE user_id = $1), 0) AS likes,
        (SELECT count(*) FROM active_day WHERE user_id = $1 AND day > (now() AT TIME ZONE 'Asia/Kolkata')::date - $2::int)::int AS days,
        coalesce((SELECT sum(units) FROM ledger_entry WHERE account_id = $1 AND reason = 'milestone'), 0)::int AS earned`,
      [userId, DAYS_FOR],
    ),
  ]);
  const progress = rows[0] ?? { pictures: 0, likes: 0, days: 0, earned: 0 };
  const goalOf = (key: MilestoneKey): { goal: number; progress: number } => {
    const posts = POSTS_FOR.find(([name]) => name === key);
    if (posts) return { goal: posts[1], progress: Math.min(posts[1], progress.pictures) };
    return key === "likes_100"
      ? { goal: LIKES_FOR, progress: Math.min(LIKES_FOR, progress.likes) }
      : { goal: DAYS_FOR, progress: Math.min(DAYS_FOR, progress.days) };
  };
  return {
    items: MILESTONE_KEYS.map((key) => {
      const at = reached.find((one) => one.key === key);
      const { goal, progress: far } = goalOf(key);
      return {
        key,
        credits: unitsToCredits(at?.units ?? units[key]),
        progress: at ? goal : far,
        goal,
        ...(at ? { reachedAt: at.reachedAt.toISOString() } : {}),
      };
    }),
    creditsEarned: unitsToCredits(progress.earned),
  };
}

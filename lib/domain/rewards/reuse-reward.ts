import { unitsToCredits } from "@/lib/core/credits";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { grantPromotion } from "@/lib/domain/ledger/grant-promotion";
import { notify } from "@/lib/domain/notifications/notify";
import { findTies } from "./ties";

type Remix = {
  postId: string;
  authorId: string;
  remixerId: string;
  costUnits: number;
  /** The source is still there for others, with its prompt, and no block stands between the two. */
  isDue: boolean;
  hasBought: boolean;
  rewardUnits: number;
  postCapUnits: number;
  dayCapUnits: number;
  unpaidLimit: number;
  day: Date;
};

async function findRemix(tx: Tx, generationId: string): Promise<Remix | undefined> {
  const [remix] = await tx.$queryRaw<Remix[]>`
    SELECT p.id AS "postId", p.user_id AS "authorId", g.user_id AS "remixerId", g.cost_units AS "costUnits",
      p.show_prompt AND p.status = 'live' AND may_see_post(p, g.user_id) AS "isDue",
      EXISTS (SELECT FROM credit_order o WHERE o.user_id = g.user_id AND o.state = 'paid') AS "hasBought",
      s.reuse_reward_units AS "rewardUnits", s.reuse_post_cap_units AS "postCapUnits", s.reuse_day_cap_units AS "dayCapUnits",
      s.reuse_unpaid_limit AS "unpaidLimit", (now() AT TIME ZONE 'Asia/Kolkata')::date AS day
    FROM generation g JOIN post p ON p.id = g.source_post_id, settings_in_force() s WHERE g.id = ${generationId}`;
  return remix;
}

/**
 * Units that the caps leave for this reward: all of it or nothing. The rows that it takes from are locked until the transaction ends, always in this order,
 * so the caps hold under any concurrency: the remixer (by an advisory lock), the post, the author's day.
 */
async function takeFromCaps(tx: Tx, remix: Remix): Promise<number> {
  const { postId, authorId, remixerId, rewardUnits, day } = remix;
  if (!remix.hasBought) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('reuse:' || ${remixerId}, 0))`;
    const triggered = await tx.reuseReward.count({ where: { remixerId, state: { not: "capped" } } });
    if (triggered >= remix.unpaidLimit) return 0;
  }
  await tx.$executeRaw`INSERT INTO post_reward_total (post_id) VALUES (${postId}) ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`INSERT INTO author_reward_day (author_id, day) VALUES (${authorId}, ${day}) ON CONFLICT DO NOTHING`;
  const [ofPost] = await tx.$queryRaw<{ units: number }[]>`
    SELECT units FROM post_reward_total WHERE post_id = ${postId} FOR UPDATE`;
  const [ofDay] = await tx.$queryRaw<{ units: number }[]>`
    SELECT units FROM author_reward_day WHERE author_id = ${authorId} AND day = ${day} FOR UPDATE`;
  const fits =
    (ofPost?.units ?? 0) + rewardUnits <= remix.postCapUnits && (ofDay?.units ?? 0) + rewardUnits <= remix.dayCapUnits;
  if (!fits || rewardUnits === 0) return 0;
  await tx.$executeRaw`UPDATE post_reward_total SET units = units + ${rewardUnits}::int WHERE post_id = ${postId}`;
  await tx.$executeRaw`
    UPDATE author_reward_day SET units = units + ${rewardUnits}::int WHERE author_id = ${authorId} AND day = ${day}`;
  return rewardUnits;
}

/**
 * Rewards the author of what a generation remixed, in the transaction that settles it: once per remixer and post for ever, for a debit above 0, never for
 * oneself, across a block, or for a source that is private, hidden or without its prompt by now; within the caps of the settings in force (product.md 2). The
 * remix counts for the post, and its author hears of it. Between accounts that share a device or a way to pay the reward waits for review.
 */
export async function rewardReuse(tx: Tx, generationId: string): Promise<void> {
  const remix = await findRemix(tx, generationId);
  if (!remix || remix.authorId === remix.remixerId) return;
  const { postId, authorId, remixerId, day } = remix;
  if (!remix.isDue) return;
  await tx.engagement.create({ data: { postId, kind: "remix", delta: 1, actorId: remixerId } });
  await notify(tx, [
    {
      userId: authorId,
      kind: "remix",
      key: `remix:${generationId}`,
      groupKey: `remix:${postId}`,
      actorId: remixerId,
      postId,
    },
  ]);
  if (remix.costUnits === 0) return;
  // The row decides between two remixes of one person that settle at once; the second waits for it and stops.
  const { count } = await tx.reuseReward.createMany({
    data: [{ postId, remixerId, authorId, generationId, units: 0, state: "capped", day }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  const units = await takeFromCaps(tx, remix);
  if (units === 0) return;
  const key = `reuse_reward:${postId}:${remixerId}`;
  const grant = { accountId: authorId, units, reason: "reuse_reward", reference: generationId, key } as const;
  const [tie] = await findTies(tx, remixerId, authorId);
  const state = await grantPromotion(tx, grant, tie);
  await tx.reuseReward.update({ where: { postId_remixerId: { postId, remixerId } }, data: { units, state } });
  if (state === "granted")
    await notify(tx, [
      {
        userId: authorId,
        kind: "reward",
        key: `reward:${postId}:${remixerId}`,
        postId,
        data: { credits: unitsToCredits(units) },
      },
    ]);
}

/** Credits that the author gets if the viewer remixes the post now; 0 where nothing is due. Caps may still be reached meanwhile. */
export async function expectedReward(ctx: Ctx<Nobody | UserActor>, postId: string): Promise<number> {
  const viewer = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const { rows } = await ctx.pool.query<{ units: number }>(
    `SELECT CASE WHEN p.user_id = $2 OR EXISTS (SELECT FROM reuse_reward r WHERE r.post_id = p.id AND r.remixer_id = $2)
        OR coalesce((SELECT t.units FROM post_reward_total t WHERE t.post_id = p.id), 0) + s.reuse_reward_units > s.reuse_post_cap_units
        OR coalesce((SELECT d.units FROM author_reward_day d WHERE d.author_id = p.user_id AND d.day = (now() AT TIME ZONE 'Asia/Kolkata')::date), 0)
          + s.reuse_reward_units > s.reuse_day_cap_units
        OR ($2::text IS NOT NULL AND NOT EXISTS (SELECT FROM credit_order o WHERE o.user_id = $2 AND o.state = 'paid')
          AND (SELECT count(*) FROM reuse_reward r WHERE r.remixer_id = $2 AND r.state <> 'capped') >= s.reuse_unpaid_limit)
      THEN 0 ELSE s.reuse_reward_units END AS units
      FROM post p, settings_in_force() s WHERE p.id = $1`,
    [postId, viewer],
  );
  return unitsToCredits(rows[0]?.units ?? 0);
}

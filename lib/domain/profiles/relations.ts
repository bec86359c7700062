import { invalid, notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { fillInbox, shareInboxLock } from "@/lib/domain/community/following-inbox";
import { notify } from "@/lib/domain/notifications/notify";
import { findPerson } from "./find-person";

export type Relation = { following: boolean; blocked: boolean; muted: boolean; followers: number };

/** A private profile tells strangers no numbers. */
async function relationTo(ctx: Ctx<UserActor>, id: string): Promise<Relation> {
  const { rows } = await ctx.pool.query<Relation>({
    name: "relation-to",
    text: `SELECT EXISTS (SELECT FROM follow WHERE follower_id = $1 AND followee_id = $2) AS following,
      EXISTS (SELECT FROM block WHERE blocker_id = $1 AND blocked_id = $2) AS blocked,
      EXISTS (SELECT FROM mute WHERE muter_id = $1 AND muted_id = $2) AS muted,
      (SELECT count(*) FROM follow f WHERE f.followee_id = $2 AND EXISTS (SELECT FROM "user" u WHERE u.id = $2
        AND (NOT u.is_private OR EXISTS (SELECT FROM follow own WHERE own.follower_id = $1 AND own.followee_id = $2))))::int AS followers`,
    values: [ctx.actor.userId, id],
  });
  return rows[0]!;
}

async function somebodyElse(ctx: Ctx<UserActor>, handle: string) {
  const person = await findPerson(ctx, handle);
  if (person.id === ctx.actor.userId) throw invalid("handle", "This is you.");
  return person;
}

/** Follows somebody, and their newest posts are in the feed "following"; again changes nothing. A private profile takes nobody new: `not_found`. */
export async function follow(ctx: Ctx<UserActor>, handle: string): Promise<Relation> {
  const person = await somebodyElse(ctx, handle);
  const { userId } = ctx.actor;
  await inTransaction(ctx, async (tx) => {
    const added = await tx.$executeRaw`
      INSERT INTO follow (follower_id, followee_id)
        SELECT ${userId}, u.id FROM "user" u WHERE u.id = ${person.id} AND NOT u.is_private AND NOT are_blocked(u.id, ${userId})
        ON CONFLICT DO NOTHING`;
    if (added === 0) return;
    await fillInbox(tx, { userId, authorId: person.id });
    await notify(tx, [
      { userId: person.id, kind: "follow", key: `follow:${userId}:${person.id}`, groupKey: "follow", actorId: userId },
    ]);
  });
  const relation = await relationTo(ctx, person.id);
  if (!relation.following) throw notFound("This person");
  return relation;
}

async function stopFollowing(tx: Tx, { followerId, followeeId }: { followerId: string; followeeId: string }) {
  await shareInboxLock(tx, followeeId);
  await tx.follow.deleteMany({ where: { followerId, followeeId } });
  await tx.followingInbox.deleteMany({ where: { userId: followerId, authorId: followeeId } });
}

/** Stops following; again changes nothing. */
export async function unfollow(ctx: Ctx<UserActor>, handle: string): Promise<Relation> {
  const person = await somebodyElse(ctx, handle);
  const { userId } = ctx.actor;
  await inTransaction(ctx, (tx) => stopFollowing(tx, { followerId: userId, followeeId: person.id }));
  return relationTo(ctx, person.id);
}

/** Blocks somebody: both vanish for each other and stop following. Again changes nothing. */
export async function block(ctx: Ctx<UserActor>, handle: string): Promise<Relation> {
  const { id } = await target(ctx, handle);
  const { userId } = ctx.actor;
  await inTransaction(ctx, async (tx) => {
    await tx.block.createMany({ data: [{ blockerId: userId, blockedId: id }], skipDuplicates: true });
    await stopFollowing(tx, { followerId: userId, followeeId: id });
    await stopFollowing(tx, { followerId: id, followeeId: userId });
  });
  return relationTo(ctx, id);
}

export async function unblock(ctx: Ctx<UserActor>, handle: string): Promise<Relation> {
  const { id } = await target(ctx, handle);
  await ctx.db.block.deleteMany({ where: { blockerId: ctx.actor.userId, blockedId: id } });
  return relationTo(ctx, id);
}

/** Whom one blocks is still there for this alone; who blocks oneself is not, unless one blocks them too. */
async function target(ctx: Ctx<UserActor>, handle: string): Promise<{ id: string }> {
  const { rows } = await ctx.pool.query<{ id: string }>(
    `SELECT u.id FROM "user" u JOIN block b ON b.blocker_id = $2 AND b.blocked_id = u.id
      WHERE u.id = coalesce((SELECT o.id FROM "user" o WHERE o.handle = $1), (SELECT f.user_id FROM former_handle f WHERE f.handle = $1))`,
    [handle.toLowerCase(), ctx.actor.userId],
  );
  return rows[0] ?? somebodyElse(ctx, handle);
}

/** Mutes somebody: their posts and doings no longer reach the actor. Again changes nothing. */
export async function mute(ctx: Ctx<UserActor>, handle: string): Promise<Relation> {
  const { id } = await somebodyElse(ctx, handle);
  await ctx.db.mute.createMany({ data: [{ muterId: ctx.actor.userId, mutedId: id }], skipDuplicates: true });
  return relationTo(ctx, id);
}

export async function unmute(ctx: Ctx<UserActor>, handle: string): Promise<Relation> {
  const { id } = await somebodyElse(ctx, handle);
  await ctx.db.mute.deleteMany({ where: { muterId: ctx.actor.userId, mutedId: id } });
  return relationTo(ctx, id);
}

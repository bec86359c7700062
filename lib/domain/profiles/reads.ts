import { unitsToCredits } from "@/lib/core/credits";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/page";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import type { PostView } from "@/lib/domain/community/contract";
import { listPostsOf } from "@/lib/domain/community/list-posts-of";
import type { COMMENTS_FROM } from "@/lib/domain/identity/contract";
import { PERSON_COLUMNS, type PersonRow, toPerson } from "@/lib/domain/people/person";
import type { BlockedView, ProfileView } from "./contract";
import { findPerson } from "./find-person";

type Row = PersonRow & {
  bio: string;
  isOwn: boolean;
  isPrivate: boolean;
  posts: number;
  likesReceived: number;
  remixes: number;
  followers: number;
  followingCount: number;
  joinedAt: Date;
  following: boolean;
  muted: boolean;
  followsYou: boolean;
  earnedUnits: number;
  commentsFrom: (typeof COMMENTS_FROM)[number];
};

/** A profile that the viewer may see, whatever handle it had; throws `not_found`, also for a private one that they don't follow. */
export async function readProfile(ctx: Ctx<Nobody | UserActor>, handle: string): Promise<ProfileView> {
  const person = await findPerson(ctx, handle);
  const viewer = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const { rows } = await ctx.pool.query<Row>({
    name: "read-profile",
    text: `SELECT ${PERSON_COLUMNS}, u.bio, u.comments_from AS "commentsFrom", u.id = $2 IS TRUE AS "isOwn", u.is_private AS "isPrivate", u.created_at AS "joinedAt", s.posts,
        s.likes AS "likesReceived", s.remixes,
        (SELECT count(*) FROM follow WHERE followee_id = u.id)::int AS followers,
        (SELECT count(*) FROM follow WHERE follower_id = u.id)::int AS "followingCount",
        EXISTS (SELECT FROM follow WHERE follower_id = $2 AND followee_id = u.id) AS following,
        EXISTS (SELECT FROM follow WHERE follower_id = u.id AND followee_id = $2) AS "followsYou",
        EXISTS (SELECT FROM mute WHERE muter_id = $2 AND muted_id = u.id) AS muted,
        coalesce((SELECT sum(e.units) FROM ledger_entry e WHERE e.account_id = u.id AND e.reason = 'reuse_reward'), 0)::int AS "earnedUnits"
      FROM "user" u, LATERAL (SELECT count(*)::int AS posts, coalesce(sum(p.likes), 0)::int AS likes, coalesce(sum(p.remixes), 0)::int AS remixes
        FROM post p WHERE p.user_id = u.id AND p.visibility = 'public' AND p.status = 'live' AND may_see_post(p, $2)) s
      WHERE u.id = $1`,
    values: [person.id, viewer],
  });
  const row = rows[0];
  if (!row || (row.isPrivate && !row.isOwn && !row.following)) throw notFound("This person");
  const {
    isOwn,
    isPrivate,
    bio,
    posts,
    likesReceived,
    remixes,
    followers,
    followingCount,
    following,
    muted,
    followsYou,
  } = row;
  return {
    ...toPerson(row),
    ...{
      isOwn,
      isPrivate,
      bio,
      posts,
      likesReceived,
      remixes,
      followers,
      followingCount,
      following,
      muted,
      followsYou,
    },
    joinedAt: row.joinedAt.toISOString(),
    ...(isOwn ? { creditsEarned: unitsToCredits(row.earnedUnits), commentsFrom: row.commentsFrom } : {}),
  };
}

/** The posts of a profile; throws `not_found` like `readProfile`. */
export async function listProfilePosts(
  ctx: Ctx<Nobody | UserActor>,
  handle: string,
  page: { cursor?: string; limit?: number },
): Promise<Page<PostView>> {
  await readProfile(ctx, handle);
  const { id } = await findPerson(ctx, handle);
  return listPostsOf(ctx, id, page);
}

/** Whom the actor blocks and mutes: the way back, because a blocked person's profile is not there for them. */
export async function listBlocked(ctx: Ctx<UserActor>): Promise<BlockedView> {
  const people = async (table: "block" | "mute", one: string, other: string) => {
    const { rows } = await ctx.pool.query<PersonRow>({
      name: `people-${table}`,
      text: `SELECT ${PERSON_COLUMNS} FROM ${table} r JOIN "user" u ON u.id = r.${other} WHERE r.${one} = $1 ORDER BY r.created_at DESC, u.id`,
      values: [ctx.actor.userId],
    });
    return rows.map(toPerson);
  };
  const [blocked, muted] = await Promise.all([
    people("block", "blocker_id", "blocked_id"),
    people("mute", "muter_id", "muted_id"),
  ]);
  return { blocked, muted };
}

import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { notify } from "@/lib/domain/notifications/notify";
import { noteLikes } from "@/lib/domain/rewards/reach-milestone";

const BATCH = 2_000;
/** Readers who began longer ago get the present order from where they are. */
const KEPT_RANKS = "1 hour";

type Folded = { postId: string; authorId: string; likes: number; newLikes: number; likers: string[] };

/** Takes what has come in, in the order of posts, and adds it up: one statement, one update a post. */
const fold = (tx: Tx) => tx.$queryRaw<Folded[]>`
  WITH gone AS (
      DELETE FROM engagement WHERE id IN (SELECT id FROM engagement ORDER BY id LIMIT ${BATCH}) RETURNING post_id, kind, delta, actor_id),
    sums AS (
      SELECT post_id, coalesce(sum(delta) FILTER (WHERE kind = 'like'), 0)::int AS likes, coalesce(sum(delta) FILTER (WHERE kind = 'comment'), 0)::int AS comments,
        coalesce(sum(delta) FILTER (WHERE kind = 'remix'), 0)::int AS remixes,
        coalesce(array_agg(DISTINCT actor_id) FILTER (WHERE kind = 'like' AND delta > 0), '{}') AS likers
      FROM gone GROUP BY post_id),
    locked AS MATERIALIZED (SELECT p.id FROM post p JOIN sums s ON s.post_id = p.id ORDER BY p.id FOR NO KEY UPDATE OF p)
  UPDATE post p SET likes = p.likes + s.likes, comments = p.comments + s.comments, remixes = p.remixes + s.remixes
    FROM sums s JOIN locked l ON l.id = s.post_id WHERE p.id = s.post_id
    RETURNING p.id AS "postId", p.user_id AS "authorId", p.likes, s.likes AS "newLikes", s.likers`;

/** Authors hear of likes that have not been taken back meanwhile. */
async function tellOfLikes(tx: Tx, folded: readonly Folded[]): Promise<void> {
  const asked = folded.flatMap(({ postId, authorId, likers }) =>
    likers.map((userId) => ({ postId, authorId, userId })),
  );
  if (asked.length === 0) return;
  const still = await tx.$queryRaw<(typeof asked)[number][]>`
    SELECT a.* FROM json_to_recordset(${JSON.stringify(asked)}::json) AS a("postId" text, "authorId" text, "userId" text)
      JOIN post_like l ON l.post_id = a."postId" AND l.user_id = a."userId"`;
  await notify(
    tx,
    still.map(({ postId, authorId, userId }) => ({
      userId: authorId,
      kind: "like" as const,
      key: `like:${postId}:${userId}`,
      groupKey: `like:${postId}`,
      actorId: userId,
      postId,
    })),
  );
}

/**
 * Folds likes, comments and remixes that have come in into their posts' counts, tells authors of new likes and reaches their milestone, all in one
 * transaction; one runner at a time. Returns how many posts changed.
 */
export async function foldEngagement(world: World): Promise<number> {
  const { rows } = await world.pool.query("SELECT FROM engagement LIMIT 1");
  if (rows.length === 0) return 0;
  return inTransaction(world, async (tx) => {
    const [lock] = await tx.$queryRaw<{ isOurs: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('fold-engagement', 0)) AS "isOurs"`;
    if (!lock?.isOurs) return 0;
    const folded = await fold(tx);
    await tellOfLikes(tx, folded);
    for (const { authorId, likes, newLikes } of folded) if (newLikes > 0) await noteLikes(tx, { authorId, likes });
    return folded.length;
  });
}

/** Forgets old orders; part of the clean-up. */
export async function forgetRanks(world: World): Promise<void> {
  await world.db.$executeRaw`DELETE FROM post_rank_change WHERE changed_at < now() - ${KEPT_RANKS}::interval`;
}

import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { notify } from "@/lib/domain/notifications/notify";
import { noteLikes } from "@/lib/domain/rewards/reach-milestone";

const BATCH = 2_000;
/** Readers who began longer ago get the present order from where they are. */
const KEPT_RANKS = "1 hour";

/** What one post has to be given; `likes` in all afterwards. */
type Gathered = {
  postId: string;
  authorId: string;
  likes: number;
  newLikes: number;
  newComments: number;
  newRemixes: number;
  likers: string[];
};

/** Takes what has come in and adds it up, with its posts locked in their order. */
const gather = (tx: Tx) => tx.$queryRaw<Gathered[]>`
  WITH gone AS (
      DELETE FROM engagement WHERE id IN (SELECT id FROM engagement ORDER BY id LIMIT ${BATCH}) RETURNING post_id, kind, delta, actor_id),
    sums AS (
      SELECT post_id, coalesce(sum(delta) FILTER (WHERE kind = 'like'), 0)::int AS likes, coalesce(sum(delta) FILTER (WHERE kind = 'comment'), 0)::int AS comments,
        coalesce(sum(delta) FILTER (WHERE kind = 'remix'), 0)::int AS remixes,
        coalesce(array_agg(DISTINCT actor_id) FILTER (WHERE kind = 'like' AND delta > 0), '{}') AS likers
      FROM gone GROUP BY post_id),
    locked AS MATERIALIZED (SELECT p.id, p.user_id, p.likes FROM post p JOIN sums s ON s.post_id = p.id ORDER BY p.id FOR NO KEY UPDATE OF p)
  SELECT l.id AS "postId", l.user_id AS "authorId", l.likes + s.likes AS likes, s.likes AS "newLikes", s.comments AS "newComments",
      s.remixes AS "newRemixes", s.likers
    FROM locked l JOIN sums s ON s.post_id = l.id`;

/** Last of all: what readers' orders remember of it (the rank-change trigger) is in force half a second later, and must be committed by then. */
const add = (tx: Tx, gathered: readonly Gathered[]) => tx.$executeRaw`
  UPDATE post p SET likes = p.likes + s."newLikes", comments = p.comments + s."newComments", remixes = p.remixes + s."newRemixes"
    FROM json_to_recordset(${JSON.stringify(gathered)}::json) AS s("postId" text, "newLikes" int, "newComments" int, "newRemixes" int)
    WHERE p.id = s."postId"`;

/** Authors hear of likes that have not been taken back meanwhile. */
async function tellOfLikes(tx: Tx, gathered: readonly Gathered[]): Promise<void> {
  const asked = gathered.flatMap(({ postId, authorId, likers }) =>
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
    const gathered = await gather(tx);
    await tellOfLikes(tx, gathered);
    for (const { authorId, likes, newLikes } of gathered) if (newLikes > 0) await noteLikes(tx, { authorId, likes });
    await add(tx, gathered);
    return gathered.length;
  });
}

/** Forgets old orders; part of the clean-up. */
export async function forgetRanks(world: World): Promise<void> {
  await world.db.$executeRaw`DELETE FROM post_rank_change WHERE changed_at < now() - ${KEPT_RANKS}::interval`;
}

import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { type Notice, notify } from "@/lib/domain/notifications/notify";
import { notePublicPost } from "@/lib/domain/rewards/reach-milestone";
import { enqueue } from "@/lib/jobs/enqueue";

export type Decision = {
  postId: string;
  /** show: live from now on, its reports dismissed. hide: out of sight, its reports upheld. */
  action: "show" | "hide";
  /** What the author reads. */
  reason: string;
};

/** Everybody who reported it hears what became of it. */
async function closeReports(tx: Tx, { postId, action }: Decision): Promise<Notice[]> {
  const state = action === "hide" ? "upheld" : "dismissed";
  const closed = await tx.$queryRaw<{ id: string; userId: string }[]>`
    UPDATE report SET state = ${state}, resolved_at = now() WHERE post_id = ${postId} AND state = 'open' RETURNING id, user_id AS "userId"`;
  return closed.map(({ id, userId }) => ({
    userId,
    kind: "moderation",
    key: `report:${id}`,
    data: { action: state },
  }));
}

/**
 * A person's decision about a post: it is shown or hidden, its open reports and appeal are closed, and author and reporters are told, in one transaction.
 * Throws `not_found` for a post that is deleted, `conflict` while its check has not run.
 */
export async function decidePost(world: World, decision: Decision): Promise<void> {
  const { postId, action, reason } = decision;
  await inTransaction(world, async (tx) => {
    const [post] = isId("post", postId)
      ? await tx.$queryRaw<{ userId: string; holdRule: string | null; isPublic: boolean }[]>`
          SELECT user_id AS "userId", hold_rule AS "holdRule", visibility = 'public' AS "isPublic" FROM post
            WHERE id = ${postId} AND deleted_at IS NULL FOR NO KEY UPDATE`
      : [];
    if (!post) throw notFound("This post");
    if (post.holdRule === "screening") throw new AppError("conflict", "The check of this post has not run yet.");
    if (action === "show") {
      await tx.$executeRaw`
        UPDATE post SET status = 'live', hold_rule = NULL, hold_field = NULL,
            published_at = CASE WHEN first_public_at IS NULL THEN now() ELSE published_at END,
            first_public_at = CASE WHEN visibility = 'public' THEN coalesce(first_public_at, now()) ELSE first_public_at END
          WHERE id = ${postId}`;
      if (post.isPublic) await notePublicPost(tx, post.userId);
      await enqueue(tx, "fan-out-post", { postId }, { jobKey: `fan-out-post:${postId}` });
    } else
      await tx.$executeRaw`UPDATE post SET status = 'hidden', hold_rule = 'moderator', hold_field = NULL WHERE id = ${postId}`;
    const id = newId("decision");
    const done = action === "show" ? "restored" : "hidden";
    const { count: appeals } = await tx.appeal.updateMany({
      where: { postId, state: "open" },
      data: { state: action === "show" ? "upheld" : "rejected", resolvedAt: new Date() },
    });
    const rule = appeals > 0 ? "appeal" : "moderator";
    await tx.moderationDecision.create({ data: { id, postId, action: done, rule, reason } });
    const author: Notice = {
      userId: post.userId,
      kind: "moderation",
      key: `moderation:${id}`,
      postId,
      data: { action: done, reason },
    };
    await notify(tx, [author, ...(await closeReports(tx, decision))]);
  });
}

export type Waiting = {
  id: string;
  title: string;
  status: string;
  rule: string;
  reports: number;
  /** What its author says against the decision. */
  appeal: string | null;
  since: Date;
  author: string;
};

/** Posts that wait for a person, the oldest first: held, hidden by reports, live with open reports, or appealed. */
export async function listWaiting(world: World): Promise<Waiting[]> {
  const { rows } = await world.pool.query<Waiting>(
    `SELECT p.id, p.title, p.status, coalesce(p.hold_rule, '') AS rule, r.reports, a.reason AS appeal,
        coalesce(least(r.first, a.created_at), p.created_at) AS since, u.handle AS author
      FROM post p JOIN "user" u ON u.id = p.user_id LEFT JOIN appeal a ON a.post_id = p.id AND a.state = 'open',
        LATERAL (SELECT count(*)::int AS reports, min(created_at) AS first FROM report WHERE post_id = p.id AND state = 'open') r
      WHERE p.deleted_at IS NULL AND (r.reports > 0 OR a.id IS NOT NULL OR (p.status = 'held' AND p.hold_rule <> 'screening')) ORDER BY since, p.id LIMIT 100`,
  );
  return rows;
}

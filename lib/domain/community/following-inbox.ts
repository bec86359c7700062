import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";

/** Posts of an author that come along when somebody follows. */
const NEWEST = 500;

/** Who follows an author and what the author publishes at the same moment must see each other: followers share the lock, a fan-out has it alone. */
const lockKey = (authorId: string) => `inbox:${authorId}`;

/** Whoever changes who follows an author takes it first, so that no post which goes live in that moment is missed, or left behind. */
export async function shareInboxLock(tx: Tx, authorId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${lockKey(authorId)}, 0))`;
}

/** Puts an author's newest posts into a new follower's inbox, in the transaction that makes them follow. */
export async function fillInbox(tx: Tx, { userId, authorId }: { userId: string; authorId: string }): Promise<void> {
  await shareInboxLock(tx, authorId);
  await tx.$executeRaw`
    INSERT INTO following_inbox (user_id, post_id, author_id, published_at)
      SELECT ${userId}, p.id, p.user_id, p.published_at FROM post p
        WHERE p.user_id = ${authorId} AND p.status = 'live' AND p.visibility = 'public' AND p.deleted_at IS NULL
        ORDER BY p.published_at DESC, p.id DESC LIMIT ${NEWEST}
      ON CONFLICT DO NOTHING`;
}

/** Task `fan-out-post`: tells the inboxes of an author's followers of a post that is live. Again: the same rows. */
export async function fanOutPost(world: World, { postId }: { postId: string }): Promise<void> {
  await inTransaction(world, async (tx) => {
    const post = await tx.post.findUnique({ where: { id: postId }, select: { userId: true } });
    if (!post) return;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lockKey(post.userId)}, 0))`;
    await tx.$executeRaw`
      INSERT INTO following_inbox (user_id, post_id, author_id, published_at)
        SELECT f.follower_id, p.id, p.user_id, p.published_at FROM post p JOIN follow f ON f.followee_id = p.user_id
          WHERE p.id = ${postId} AND p.status = 'live' AND p.visibility = 'public' AND p.deleted_at IS NULL
        ON CONFLICT (user_id, post_id) DO UPDATE SET published_at = excluded.published_at`;
  });
}

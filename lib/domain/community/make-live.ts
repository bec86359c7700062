import type { Tx } from "@/lib/db/prisma";
import { notePublicPost } from "@/lib/domain/rewards/reach-milestone";
import { enqueue } from "@/lib/jobs/enqueue";

/**
 * Lets a post that is held or hidden live: it stands in lists from now on, its followers' inboxes get it, milestones count it. With
 * `from: "screening"` only one whose check is under way. Nothing happens to one that is live.
 */
export async function makeLive(tx: Tx, postId: string, { from }: { from: "screening" | "anywhere" }): Promise<void> {
  const [live] = await tx.$queryRaw<{ userId: string; isPublic: boolean }[]>`
    UPDATE post SET status = 'live', hold_rule = NULL, hold_field = NULL,
        published_at = CASE WHEN first_public_at IS NULL THEN now() ELSE published_at END,
        first_public_at = CASE WHEN visibility = 'public' THEN coalesce(first_public_at, now()) ELSE first_public_at END
      WHERE id = ${postId} AND status <> 'live' AND (${from} = 'anywhere' OR (status = 'held' AND hold_rule = 'screening'))
      RETURNING user_id AS "userId", visibility = 'public' AS "isPublic"`;
  if (!live) return;
  if (live.isPublic) await notePublicPost(tx, live.userId);
  await enqueue(tx, "fan-out-post", { postId }, { jobKey: `fan-out-post:${postId}` });
}

import type { Tx } from "@/lib/db/prisma";
import { type Notice, notify } from "@/lib/domain/notifications/notify";

export type Told = {
  decisionId: string;
  authorId: string;
  action: string;
  rule: string;
  field: string | null;
  reason: string;
  /** Of the post, or the comment's words. */
  title: string;
  /** Absent where its author can't look at it any more. */
  postId?: string;
  commentId?: string;
  until?: Date | null;
};

/** The author hears what was decided, by which rule and about which field, and where to appeal. */
export const noticeOf = ({ decisionId, authorId, postId, commentId, until, field, ...rest }: Told): Notice => ({
  userId: authorId,
  kind: "moderation",
  key: `moderation:${decisionId}`,
  ...(postId ? { postId } : {}),
  ...(commentId ? { commentId } : {}),
  data: { ...rest, decisionId, ...(field ? { field } : {}), ...(until ? { until: until.toISOString() } : {}) },
});

/** Closes a post's open reports by a decision; everybody who reported hears what became of it. */
export async function closeReports(
  tx: Tx,
  { postId, decisionId, state }: { postId: string; decisionId: string; state: "upheld" | "dismissed" },
): Promise<void> {
  const closed = await tx.$queryRaw<{ id: string; userId: string }[]>`
    UPDATE report SET state = ${state}, resolved_at = now(), decision_id = ${decisionId} WHERE post_id = ${postId} AND state = 'open'
      RETURNING id, user_id AS "userId"`;
  await notify(
    tx,
    closed.map(
      ({ id, userId }): Notice => ({
        userId,
        kind: "moderation",
        key: `report:${id}:${decisionId}`,
        data: { action: state },
      }),
    ),
  );
}

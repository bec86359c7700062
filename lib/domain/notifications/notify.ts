import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";
import type { NotificationKind } from "./contract";

export type Notice = {
  /** Who is told. */
  userId: string;
  kind: NotificationKind;
  /** What happened, once for ever: `like:<post>:<user>`. A second notice under it is dropped. */
  key: string;
  /** People who did the same to the same thing gather under it until it is read; the notice stands alone without one. */
  groupKey?: string;
  /** Who did it; nobody is told of their own doings, nor of those whom they blocked or muted, or who blocked them. */
  actorId?: string;
  postId?: string;
  commentId?: string;
  /** What the sentence needs besides: credits, a job's id, a milestone's key ... */
  data?: Record<string, string | number | boolean | null>;
};

/** Tells people, in the caller's transaction: they hear of it if and only if that commits. Each key once for ever. */
export async function notify(tx: Tx, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) await tell(tx, notice);
}

async function tell(tx: Tx, notice: Notice): Promise<void> {
  const { userId, kind, key, groupKey = key, actorId = null, postId = null, commentId = null, data = {} } = notice;
  if (actorId === userId) return;
  // The event's unique key decides who tells; a simultaneous second one waits for it and drops out.
  await tx.$executeRaw`
    WITH line AS (
      INSERT INTO notification AS n (id, user_id, kind, group_key, post_id, comment_id, data)
        SELECT ${newId("notification")}, ${userId}, ${kind}, ${groupKey}, ${postId}, ${commentId}, ${JSON.stringify(data)}::jsonb
          WHERE NOT EXISTS (SELECT FROM notification_event e WHERE e.key = ${key})
            AND NOT coalesce(are_blocked(${userId}, ${actorId}::text), false)
            AND NOT EXISTS (SELECT FROM mute m WHERE m.muter_id = ${userId} AND m.muted_id = ${actorId}::text)
        ON CONFLICT (user_id, group_key) WHERE read_at IS NULL
          DO UPDATE SET updated_at = now(), comment_id = excluded.comment_id, data = excluded.data
        RETURNING id)
    INSERT INTO notification_event (key, notification_id, actor_id) SELECT ${key}, id, ${actorId}::text FROM line
      ON CONFLICT (key) DO NOTHING`;
}

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
  /** True where the person has just seen it happen: it is kept in the list, and neither counted nor mailed. */
  isRead?: boolean;
};

/**
 * Tells people, in the caller's transaction: they hear of it if and only if that commits. Each key once for ever; a kind that its reader has
 * switched off in the app and in the mail is not kept at all. Two statements, however many notices.
 */
export async function notify(tx: Tx, notices: readonly Notice[]): Promise<void> {
  const told = notices.filter(({ userId, actorId }) => actorId !== userId);
  if (told.length === 0) return;
  const rows = JSON.stringify(
    told.map(({ groupKey, data = {}, ...notice }, position) => ({
      ...notice,
      ...{ position, data, id: newId("notification"), groupKey: groupKey ?? notice.key },
    })),
  );
  // Whoever tells of the same group waits here, and sees afterwards which keys are taken: no line is ever left without its event.
  await tx.$executeRaw`
    SELECT count(pg_advisory_xact_lock(lock)) FROM (
      SELECT DISTINCT hashtextextended('notice:' || "userId" || ':' || "groupKey", 0) AS lock
        FROM json_to_recordset(${rows}::json) AS notice("userId" text, "groupKey" text) ORDER BY lock) locks`;
  await tx.$executeRaw`
    WITH notice AS MATERIALIZED (
        SELECT DISTINCT ON (key) * FROM json_to_recordset(${rows}::json) AS notice(id text, "userId" text, kind text, key text, "groupKey" text,
          "actorId" text, "postId" text, "commentId" text, data jsonb, "isRead" boolean, position int) ORDER BY key, position),
      told AS MATERIALIZED (
        SELECT * FROM notice n
          WHERE NOT EXISTS (SELECT FROM notification_event e WHERE e.key = n.key)
            AND NOT EXISTS (SELECT FROM notification_setting s WHERE s.user_id = n."userId" AND s.kind = n.kind AND NOT s.in_app AND NOT s.mail)
            AND NOT EXISTS (SELECT FROM mute m WHERE m.muter_id = n."userId" AND m.muted_id = n."actorId")
            AND NOT (n."actorId" IS NOT NULL AND are_blocked(n."userId", n."actorId"))),
      line AS (
        INSERT INTO notification AS n (id, user_id, kind, group_key, post_id, comment_id, data, read_at)
          SELECT DISTINCT ON ("userId", "groupKey") id, "userId", kind, "groupKey", "postId", "commentId", data, CASE WHEN "isRead" THEN now() END
            FROM told ORDER BY "userId", "groupKey", position DESC
          ON CONFLICT (user_id, group_key) WHERE read_at IS NULL
            DO UPDATE SET updated_at = now(), mailed_at = NULL, comment_id = excluded.comment_id, data = excluded.data
          RETURNING id, user_id, group_key)
    INSERT INTO notification_event (key, notification_id, actor_id)
      SELECT t.key, line.id, t."actorId" FROM told t JOIN line ON line.user_id = t."userId" AND line.group_key = t."groupKey"
      ON CONFLICT (key) DO NOTHING`;
}

import { fileLink } from "@/lib/domain/creations/file-links";
import { type PersonRow, toPerson } from "@/lib/domain/people/person";
import type { Env } from "@/lib/env";
import type { NotificationKind, NotificationView } from "./contract";
import { SENTENCES } from "./sentences";

/** A line as it is read: `COLUMNS` of `LINES`. */
export type LineRow = {
  id: string;
  kind: NotificationKind;
  data: Record<string, unknown>;
  created_at: Date;
  updated_at: Date;
  updated_key: string;
  is_read: boolean;
  post_id: string | null;
  title: string | null;
  /** Of a finished picture, while its owner has it. */
  image_id: string | null;
  actors: PersonRow[];
  actor_count: number;
};

/** People who are neither blocked nor gone. */
const SEEN = "a.status = 'active' AND NOT are_blocked(a.id, n.user_id)";
export const COLUMNS = `n.id, n.kind, n.data, n.created_at, n.updated_at, n.updated_at::text AS updated_key, n.read_at IS NOT NULL AS is_read,
    p.id AS post_id, p.title,
    (SELECT i.id FROM image i WHERE i.id = n.data->>'imageId' AND i.user_id = n.user_id AND i.deleted_at IS NULL AND i.purge_started_at IS NULL) AS image_id,
    (SELECT count(DISTINCT a.id) FROM notification_event e JOIN "user" a ON a.id = e.actor_id WHERE e.notification_id = n.id AND ${SEEN})::int AS actor_count,
    coalesce((SELECT json_agg(latest) FROM (
      SELECT a.handle AS "personHandle", a.name AS "personName", a.avatar_id AS "personAvatarId", a.is_demo AS "personIsDemo"
        FROM notification_event e JOIN "user" a ON a.id = e.actor_id WHERE e.notification_id = n.id AND ${SEEN}
        ORDER BY e.created_at DESC, e.key DESC LIMIT 3) latest), '[]') AS actors`;
export const LINES = "notification n LEFT JOIN post p ON p.id = n.post_id AND may_see_post(p, n.user_id)";
/** Which lines are there for their reader: one about people needs one of them, one about a post that the reader may not see is not there. */
export const IS_THERE = `(n.post_id IS NULL OR p.id IS NOT NULL)
    AND (NOT EXISTS (SELECT FROM notification_event e WHERE e.notification_id = n.id AND e.actor_id IS NOT NULL)
      OR EXISTS (SELECT FROM notification_event e JOIN "user" a ON a.id = e.actor_id WHERE e.notification_id = n.id AND ${SEEN}))`;

/** Decisions that have a page of their own: rule, field, reason, and the way to appeal. */
const DECIDED = new Set(["hidden", "deleted", "warned", "kept", "suspended"]);

function hrefOf({ kind, post_id, image_id, actors, data }: LineRow): string {
  if (kind === "moderation" && data.decisionId && DECIDED.has(String(data.action)))
    return `/studio/decisions/${String(data.decisionId)}`;
  if (post_id) return `/studio/community/${post_id}`;
  if (kind === "follow" && actors[0]) return `/u/${actors[0].personHandle}`;
  if (kind === "purchase") return `/studio/credits/orders/${String(data.orderId)}`;
  if (kind === "referral") return "/studio/referrals";
  if (image_id) return `/studio/my-creations/${image_id}`;
  return kind === "job" ? "/studio" : "/studio/credits";
}

function thumbnailOf(env: Env, { post_id, image_id }: LineRow): string | undefined {
  if (post_id) return `/media/${post_id}/thumbnail`;
  return image_id ? fileLink(env, image_id, "thumbnail") : undefined;
}

export function toNotification(env: Env, row: LineRow): NotificationView {
  const told = {
    kind: row.kind,
    names: row.actors.map(({ personName }) => personName),
    count: row.actor_count,
    title: row.title ?? undefined,
    data: row.data,
  };
  const thumbnailUrl = thumbnailOf(env, row);
  return {
    id: row.id,
    kind: row.kind,
    text: SENTENCES[row.kind](told),
    href: hrefOf(row),
    actors: row.actors.map(toPerson),
    actorCount: row.actor_count,
    ...(thumbnailUrl ? { thumbnailUrl } : {}),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    read: row.is_read,
  };
}

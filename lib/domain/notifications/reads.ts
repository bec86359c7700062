import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { type PersonRow, toPerson } from "@/lib/domain/people/person";
import type { NotificationKind, NotificationView } from "./contract";
import { SENTENCES } from "./sentences";

type Row = {
  id: string;
  kind: NotificationKind;
  data: Record<string, unknown>;
  created_at: Date;
  updated_at: Date;
  updated_key: string;
  is_read: boolean;
  post_id: string | null;
  title: string | null;
  actors: PersonRow[];
  actor_count: number;
};

/** People who are neither blocked nor gone; a line whose people have all vanished is not there. */
const SEEN = "a.status = 'active' AND NOT are_blocked(a.id, n.user_id)";
const COLUMNS = `n.id, n.kind, n.data, n.created_at, n.updated_at, n.updated_at::text AS updated_key, n.read_at IS NOT NULL AS is_read,
    p.id AS post_id, p.title,
    (SELECT count(DISTINCT a.id) FROM notification_event e JOIN "user" a ON a.id = e.actor_id WHERE e.notification_id = n.id AND ${SEEN})::int AS actor_count,
    coalesce((SELECT json_agg(latest) FROM (
      SELECT a.handle AS "personHandle", a.name AS "personName", a.avatar_id AS "personAvatarId", a.is_demo AS "personIsDemo"
        FROM notification_event e JOIN "user" a ON a.id = e.actor_id WHERE e.notification_id = n.id AND ${SEEN}
        ORDER BY e.created_at DESC, e.key DESC LIMIT 3) latest), '[]') AS actors`;
const FROM = "notification n LEFT JOIN post p ON p.id = n.post_id AND may_see_post(p, n.user_id)";
/** A line about people needs one of them; a line about a post that the reader may not see is not there. */
const SHOWN = `n.user_id = $1 AND (n.post_id IS NULL OR p.id IS NOT NULL)
    AND (NOT EXISTS (SELECT FROM notification_event e WHERE e.notification_id = n.id AND e.actor_id IS NOT NULL)
      OR EXISTS (SELECT FROM notification_event e JOIN "user" a ON a.id = e.actor_id WHERE e.notification_id = n.id AND ${SEEN}))`;

function hrefOf({ kind, post_id, actors, data }: Row): string {
  if (post_id) return `/studio/community/${post_id}`;
  if (kind === "follow" && actors[0]) return `/u/${actors[0].personHandle}`;
  if (kind === "job" && data.imageId) return `/studio/my-creations/${String(data.imageId)}`;
  return kind === "job" ? "/studio" : "/studio/credits";
}

function toView(row: Row): NotificationView {
  const told = {
    kind: row.kind,
    names: row.actors.map(({ personName }) => personName),
    count: row.actor_count,
    title: row.title ?? undefined,
    data: row.data,
  };
  return {
    id: row.id,
    kind: row.kind,
    text: SENTENCES[row.kind](told),
    href: hrefOf(row),
    actors: row.actors.map(toPerson),
    actorCount: row.actor_count,
    ...(row.post_id ? { thumbnailUrl: `/media/${row.post_id}/thumbnail` } : {}),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    read: row.is_read,
  };
}

/** Unread lines that the actor would see. */
export async function countUnread(ctx: Ctx<UserActor>): Promise<number> {
  const { rows } = await ctx.pool.query<{ count: number }>({
    name: "unread",
    text: `SELECT count(*)::int AS count FROM ${FROM} WHERE ${SHOWN} AND n.read_at IS NULL`,
    values: [ctx.actor.userId],
  });
  return rows[0]?.count ?? 0;
}

/** What happened, the latest first, and how much of it is unread. */
export async function listNotifications(
  ctx: Ctx<UserActor>,
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string; limit?: number },
): Promise<Page<NotificationView> & { unread: number }> {
  const after = cursor ? decodeInstantCursor(cursor) : undefined;
  const next = after ? " AND (n.updated_at, n.id) < ($3::timestamptz, $4)" : "";
  const [{ rows }, unread] = await Promise.all([
    ctx.pool.query<Row>({
      name: `notifications${after ? "-next" : ""}`,
      text: `SELECT ${COLUMNS} FROM ${FROM} WHERE ${SHOWN}${next} ORDER BY n.updated_at DESC, n.id DESC LIMIT $2`,
      values: [ctx.actor.userId, limit + 1, ...(after ?? [])],
    }),
    countUnread(ctx),
  ]);
  return { ...toPage(rows, limit, (row) => [row.updated_key, row.id], toView), unread };
}

/** Marks lines as read, those named or all; returns how many are left unread. */
export async function markRead(ctx: Ctx<UserActor>, ids: readonly string[] | undefined): Promise<{ unread: number }> {
  await ctx.pool.query(
    "UPDATE notification SET read_at = now() WHERE user_id = $1 AND read_at IS NULL AND ($2::text[] IS NULL OR id = ANY($2))",
    [ctx.actor.userId, ids ?? null],
  );
  // The other tabs count anew.
  await ctx.pool.query(
    "SELECT pg_notify('live', json_build_object('kind', 'notification', 'userId', $1::text, 'id', '')::text)",
    [ctx.actor.userId],
  );
  return { unread: await countUnread(ctx) };
}

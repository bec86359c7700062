import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import {
  NOTIFICATION_KINDS,
  type NotificationKind,
  type NotificationSettingsView,
  type NotificationView,
} from "./contract";
import { COLUMNS, IS_THERE, LINES, type LineRow, toNotification } from "./lines";

/** Kinds that are switched off in the app wait for the mail, and for being switched on again. */
const SHOWN = `n.user_id = $1 AND ${IS_THERE}
    AND NOT EXISTS (SELECT FROM notification_setting s WHERE s.user_id = n.user_id AND s.kind = n.kind AND NOT s.in_app)`;

/** Unread lines that the actor would see. */
export async function countUnread(ctx: Ctx<UserActor>): Promise<number> {
  const { rows } = await ctx.pool.query<{ count: number }>({
    name: "unread",
    text: `SELECT count(*)::int AS count FROM ${LINES} WHERE ${SHOWN} AND n.read_at IS NULL`,
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
    ctx.pool.query<LineRow>({
      name: `notifications${after ? "-next" : ""}`,
      text: `SELECT ${COLUMNS} FROM ${LINES} WHERE ${SHOWN}${next} ORDER BY n.updated_at DESC, n.id DESC LIMIT $2`,
      values: [ctx.actor.userId, limit + 1, ...(after ?? [])],
    }),
    countUnread(ctx),
  ]);
  return {
    ...toPage(
      rows,
      limit,
      (row) => [row.updated_key, row.id],
      (row) => toNotification(ctx.env, row),
    ),
    unread,
  };
}

/** What the actor is told of, every kind. */
export async function readNotificationSettings(ctx: Ctx<UserActor>): Promise<NotificationSettingsView> {
  const { rows } = await ctx.pool.query<NotificationSettingsView["items"][number]>({
    name: "notification-settings",
    text: `SELECT kind, in_app AS "inApp", mail FROM notification_setting WHERE user_id = $1`,
    values: [ctx.actor.userId],
  });
  const set = new Map(rows.map((row) => [row.kind, row]));
  const kinds = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];
  return { items: kinds.map((kind) => set.get(kind) ?? { kind, ...NOTIFICATION_KINDS[kind] }) };
}

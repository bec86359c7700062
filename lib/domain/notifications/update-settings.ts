import type { Ctx, UserActor, World } from "@/lib/db/ctx";
import { NOTIFICATION_KINDS, type NotificationKind, type NotificationSettingsView } from "./contract";
import { countAnew } from "./count-anew";
import { readNotificationSettings } from "./reads";

type Change = { kind: NotificationKind; inApp?: boolean | undefined; mail?: boolean | undefined };

/** Writes what is named and leaves the rest as it is, also under simultaneous changes. Each kind at most once. */
export async function changeSettings(world: World, userId: string, changes: readonly Change[]): Promise<void> {
  const rows = changes
    .map((change) => ({ ...change, defaults: NOTIFICATION_KINDS[change.kind] }))
    // In one order, so that two changes wait for each other instead of locking up.
    .sort((a, b) => a.kind.localeCompare(b.kind));
  await world.pool.query(
    `WITH change AS MATERIALIZED (
        SELECT * FROM json_to_recordset($2::json) AS c(kind text, "inApp" boolean, mail boolean, defaults json))
      INSERT INTO notification_setting AS s (user_id, kind, in_app, mail)
        SELECT $1, kind, coalesce("inApp", (defaults->>'inApp')::boolean), coalesce(mail, (defaults->>'mail')::boolean) FROM change
        ON CONFLICT (user_id, kind) DO UPDATE SET
          in_app = coalesce((SELECT "inApp" FROM change c WHERE c.kind = s.kind), s.in_app),
          mail = coalesce((SELECT mail FROM change c WHERE c.kind = s.kind), s.mail)`,
    [userId, JSON.stringify(rows)],
  );
}

/** Changes what the actor is told of; of a kind named twice the last word counts. The count of unread lines follows at once, in every tab. */
export async function updateNotificationSettings(
  ctx: Ctx<UserActor>,
  changes: readonly Change[],
): Promise<NotificationSettingsView> {
  const byKind = new Map<NotificationKind, Change>();
  for (const change of changes) byKind.set(change.kind, { ...byKind.get(change.kind), ...change });
  await changeSettings(ctx, ctx.actor.userId, [...byKind.values()]);
  await countAnew(ctx);
  return readNotificationSettings(ctx);
}

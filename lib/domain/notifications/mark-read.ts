import type { Ctx, UserActor } from "@/lib/db/ctx";
import { countAnew } from "./count-anew";
import { countUnread } from "./reads";

/** Marks lines as read, those named or all; returns how many are left unread. */
export async function markRead(ctx: Ctx<UserActor>, ids: readonly string[] | undefined): Promise<{ unread: number }> {
  await ctx.pool.query(
    "UPDATE notification SET read_at = now() WHERE user_id = $1 AND read_at IS NULL AND ($2::text[] IS NULL OR id = ANY($2))",
    [ctx.actor.userId, ids ?? null],
  );
  await countAnew(ctx);
  return { unread: await countUnread(ctx) };
}

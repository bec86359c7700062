import type { Ctx, UserActor } from "@/lib/db/ctx";

/** Has every tab of the actor count what is unread, where no line came and yet the count changes. */
export async function countAnew(ctx: Ctx<UserActor>): Promise<void> {
  await ctx.pool.query(
    "SELECT pg_notify('live', json_build_object('kind', 'notification', 'userId', $1::text, 'id', '')::text)",
    [ctx.actor.userId],
  );
}

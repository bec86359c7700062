import { notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";

/** Signs one of one's own devices out. Throws `not_found` for somebody else's session and for one that has ended. */
export async function revokeSession(ctx: Ctx<UserActor>, id: string): Promise<void> {
  const ended = await ctx.db.$executeRaw`UPDATE session SET revoked_at = now()
    WHERE id = ${id} AND user_id = ${ctx.actor.userId} AND revoked_at IS NULL AND expires_at > now()`;
  if (ended === 0) throw notFound("This session");
}

import type { Ctx } from "@/lib/db/ctx";
import { readRefreshToken } from "./session-tokens";

/** Ends the session of this device, known by its access or, where that has expired, its refresh token. */
export async function signOut(ctx: Ctx, refreshToken: string | undefined): Promise<void> {
  const claims = refreshToken ? readRefreshToken(ctx.env, refreshToken) : undefined;
  const id = ctx.actor.kind === "user" ? ctx.actor.sessionId : claims?.sessionId;
  if (!id) return;
  await ctx.db.$executeRaw`UPDATE session SET revoked_at = now() WHERE id = ${id} AND revoked_at IS NULL`;
  ctx.log.info("signed out", { requestId: ctx.requestId, sessionId: id });
}

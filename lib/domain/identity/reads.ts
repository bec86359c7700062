import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { SessionView, UserView } from "./contract";
import { toUserView, USER_COLUMNS } from "./signed-in";

/** The signed-in user, as shown to themselves. */
export async function readMe(ctx: Ctx<UserActor>): Promise<UserView> {
  return toUserView(await ctx.db.user.findUniqueOrThrow({ where: { id: ctx.actor.userId }, select: USER_COLUMNS }));
}

const SESSIONS_SHOWN = 100;

/** Devices that are signed in: this one first, then by when they were last here. */
export async function listSessions(ctx: Ctx<UserActor>): Promise<SessionView[]> {
  const { userId, sessionId } = ctx.actor;
  const rows = await ctx.db.$queryRaw<
    { id: string; userAgent: string; ipAddress: string; createdAt: Date; lastSeenAt: Date }[]
  >`SELECT id, user_agent AS "userAgent", ip_address AS "ipAddress", created_at AS "createdAt", last_seen_at AS "lastSeenAt"
    FROM session WHERE user_id = ${userId} AND revoked_at IS NULL AND expires_at > now()
    ORDER BY (id = ${sessionId}) DESC, last_seen_at DESC, id DESC LIMIT ${SESSIONS_SHOWN}`;
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === sessionId,
    userAgent: row.userAgent,
    ipAddress: row.ipAddress,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}

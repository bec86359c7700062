import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { type SignedIn, toSignedIn, type UserRow } from "./signed-in";

/**
 * Signs this device in; the session lives by the database's clock. Undefined when the password was replaced or the account suspended
 * since `user` was read: the row lock orders this against the transaction that ends all sessions.
 */
export async function openSession(
  tx: Pick<Tx, "$queryRaw">,
  ctx: Ctx,
  user: UserRow & { passwordHash: string },
): Promise<SignedIn | undefined> {
  const id = newId("session");
  const [row] = await tx.$queryRaw<{ at: Date; expiresAt: Date }[]>`
    INSERT INTO session (id, user_id, user_agent, ip_address, device_id, expires_at)
    SELECT ${id}, u.id, ${ctx.userAgent}, ${ctx.ip}, ${ctx.deviceId}, now() + ${ctx.env.REFRESH_TOKEN_TTL_MS} * interval '1 millisecond'
    FROM "user" u WHERE u.id = ${user.id} AND u.password_hash = ${user.passwordHash} AND u.status = 'active' FOR SHARE
    RETURNING now() AS at, expires_at AS "expiresAt"`;
  return row && toSignedIn(ctx.env, user, { id, generation: 0, ...row });
}

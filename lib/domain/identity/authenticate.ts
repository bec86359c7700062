import type { Role, UserActor, World } from "@/lib/db/ctx";
import { readAccessToken } from "./session-tokens";

/**
 * Who holds this access token; undefined when it is not ours, has expired, or its session or user is no longer good. Session and
 * user are read on every request, so that signing out and a suspension hold at once.
 */
export async function authenticate(
  world: Pick<World, "env" | "pool">,
  accessToken: string,
): Promise<UserActor | undefined> {
  const claims = await readAccessToken(world.env, accessToken);
  if (!claims) return undefined;
  const { rows } = await world.pool.query<{ role: Role; is_verified: boolean }>({
    name: "authenticate",
    text: `SELECT u.role, u.email_verified_at IS NOT NULL AS is_verified
      FROM session s JOIN "user" u ON u.id = s.user_id
      WHERE s.id = $1 AND s.user_id = $2 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.status = 'active'`,
    values: [claims.sessionId, claims.userId],
  });
  const row = rows[0];
  return row && { kind: "user", ...claims, role: row.role, isVerified: row.is_verified };
}

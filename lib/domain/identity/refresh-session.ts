import type { World } from "@/lib/db/ctx";
import { type RefreshClaims, readRefreshToken } from "./session-tokens";
import { type SignedIn, toSignedIn, type UserRow } from "./signed-in";

type Row = UserRow & { generation: number; at: Date; expiresAt: Date };
type Refreshing = Pick<World, "env" | "pool" | "log">;

const COLUMNS = `u.id, u.email, u.email_verified_at AS "emailVerifiedAt", u.name, u.handle, u.avatar_id AS "avatarId", u.role,
  u.created_at AS "createdAt", s.refresh_generation AS generation, now() AS at, s.expires_at AS "expiresAt"`;

/** The conditional UPDATE decides between simultaneous refreshes: one rotates, the others find the generation gone. */
async function rotate({ env, pool }: Refreshing, claims: RefreshClaims): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>({
    name: "rotate-session",
    text: `UPDATE session s
      SET refresh_generation = s.refresh_generation + 1, refreshed_at = now(), last_seen_at = now(),
        expires_at = least(now() + $3 * interval '1 millisecond', s.created_at + $4 * interval '1 millisecond')
      FROM "user" u
      WHERE s.id = $1 AND s.refresh_generation = $2 AND s.revoked_at IS NULL AND s.expires_at > now()
        AND u.id = s.user_id AND u.status = 'active'
      RETURNING ${COLUMNS}`,
    values: [claims.sessionId, claims.generation, env.REFRESH_TOKEN_TTL_MS, env.SESSION_MAX_AGE_MS],
  });
  return rows[0];
}

/** The session as it stands, if this token is its last one and was replaced only just now. */
async function findJustRotated({ env, pool }: Refreshing, claims: RefreshClaims): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>({
    name: "find-just-rotated-session",
    text: `SELECT ${COLUMNS} FROM session s JOIN "user" u ON u.id = s.user_id
      WHERE s.id = $1 AND s.refresh_generation = $2 + 1 AND s.revoked_at IS NULL AND s.expires_at > now()
        AND u.status = 'active' AND s.refreshed_at > now() - $3 * interval '1 millisecond'`,
    values: [claims.sessionId, claims.generation, env.REFRESH_REPLAY_MS],
  });
  return rows[0];
}

/**
 * Exchanges a refresh token, once. The token before the current one gets the same successor for REFRESH_REPLAY_MS (two tabs, a
 * lost answer); any other token that we did make was copied, so its whole session ends. Each exchange lengthens the session by
 * REFRESH_TOKEN_TTL_MS, up to SESSION_MAX_AGE_MS after signing in. All by the database's clock.
 * Undefined: sign in again.
 */
export async function refreshSession(world: Refreshing, refreshToken: string): Promise<SignedIn | undefined> {
  const claims = readRefreshToken(world.env, refreshToken);
  if (!claims) return undefined;
  const row = (await rotate(world, claims)) ?? (await findJustRotated(world, claims));
  if (row) {
    return toSignedIn(world.env, row, {
      id: claims.sessionId,
      generation: row.generation,
      at: row.at,
      expiresAt: row.expiresAt,
    });
  }
  const { rowCount } = await world.pool.query(
    `UPDATE session SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()
      AND refresh_generation <> $2`,
    [claims.sessionId, claims.generation],
  );
  if (rowCount) world.log.warn("refresh token replayed, session revoked", { sessionId: claims.sessionId });
  return undefined;
}

import type { Id } from "@/lib/core/ids";
import type { Role } from "@/lib/db/ctx";
import { avatarUrl } from "@/lib/domain/people/person";
import type { Env } from "@/lib/env";
import type { UserView } from "./contract";
import { makeRefreshToken, signAccessToken } from "./session-tokens";

/** What signs a browser or an API client in. Tokens leave the server in cookies or in the answer of that very request only. */
export type SignedIn = {
  user: UserView;
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
  refreshExpiresAt: Date;
};

/** Columns of `user` that a view needs. */
export type UserRow = {
  id: string;
  email: string;
  emailVerifiedAt: Date | null;
  name: string;
  handle: string;
  avatarId: string | null;
  role: string;
  createdAt: Date;
};

export const USER_COLUMNS = {
  id: true,
  email: true,
  emailVerifiedAt: true,
  name: true,
  handle: true,
  avatarId: true,
  role: true,
  createdAt: true,
} as const;

/** For its owner only: nobody else is shown an address. */
export function toUserView(row: UserRow): UserView {
  return {
    id: row.id,
    email: row.email,
    emailVerified: row.emailVerifiedAt !== null,
    name: row.name,
    handle: row.handle,
    ...(row.avatarId ? { avatarUrl: avatarUrl(row.avatarId) } : {}),
    // A CHECK on the column keeps it to these.
    role: row.role as Role,
    createdAt: row.createdAt.toISOString(),
  };
}

export type SessionState = { id: Id<"session">; generation: number; at: Date; expiresAt: Date };

/** Tokens for a session in its present generation; `at` is the database's time of the change. */
export async function toSignedIn(env: Env, user: UserRow, session: SessionState): Promise<SignedIn> {
  const accessExpiresAt = new Date(session.at.getTime() + env.ACCESS_TOKEN_TTL_MS);
  const claims = { userId: user.id as Id<"user">, sessionId: session.id };
  return {
    user: toUserView(user),
    accessToken: await signAccessToken(env, claims, { issuedAt: session.at, expiresAt: accessExpiresAt }),
    accessExpiresAt,
    refreshToken: makeRefreshToken(env, { sessionId: session.id, generation: session.generation }),
    refreshExpiresAt: session.expiresAt,
  };
}

/** What register, login and refresh answer; the token is the access token, for Bearer calls. */
export function toAnswer({ user, accessToken }: SignedIn): { user: UserView; token: string } {
  return { user, token: accessToken };
}

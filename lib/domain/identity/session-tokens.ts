import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { type Id, isId } from "@/lib/core/ids";
import type { Env } from "@/lib/env";

const ISSUER = "community-ai-studio";
const AUDIENCE = "community-ai-studio/api";
/** RFC 9068: tells an access token from any other JWT that might one day be signed with a key of ours. */
const TYPE = "at+jwt";
const ALGORITHM = "HS256";

type Keyed = Pick<Env, "AUTH_SECRET">;

/** One secret, one key a purpose: a token of one kind is never valid as another. */
export function deriveKey(env: Keyed, purpose: "access" | "refresh" | "mail"): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env.AUTH_SECRET, "community-ai-studio", `${purpose}-token`, 32));
}

export type AccessClaims = { userId: Id<"user">; sessionId: Id<"session"> };

export function signAccessToken(
  env: Keyed,
  claims: AccessClaims,
  times: { issuedAt: Date; expiresAt: Date },
): Promise<string> {
  return new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setSubject(claims.userId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(times.issuedAt)
    .setExpirationTime(times.expiresAt)
    .sign(deriveKey(env, "access"));
}

/** The claims of an access token that is ours and has not expired; undefined for anything else. Asks no database. */
export async function readAccessToken(env: Keyed, token: string): Promise<AccessClaims | undefined> {
  try {
    const { payload } = await jwtVerify(token, deriveKey(env, "access"), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ["sub", "sid", "iat", "exp"],
    });
    const [userId, sessionId] = [String(payload.sub), String(payload.sid)];
    return isId("user", userId) && isId("session", sessionId) ? { userId, sessionId } : undefined;
  } catch {
    return undefined;
  }
}

export type RefreshClaims = { sessionId: Id<"session">; generation: number };

function seal(env: Keyed, signed: string): Buffer {
  return createHmac("sha256", deriveKey(env, "refresh")).update(signed).digest();
}

/** `<session id>.<generation>.<HMAC>`: derived, so that the database holds nothing that signs anybody in. */
export function makeRefreshToken(env: Keyed, { sessionId, generation }: RefreshClaims): string {
  const signed = `${sessionId}.${generation}`;
  return `${signed}.${seal(env, signed).toString("base64url")}`;
}

/** The claims of a refresh token that we made, current or not; undefined for anything else, also for another spelling of one. */
export function readRefreshToken(env: Keyed, token: string): RefreshClaims | undefined {
  const [sessionId = "", generation] = token.split(".");
  if (!isId("session", sessionId)) return undefined;
  const claims = { sessionId, generation: Number(generation) };
  const given = Buffer.from(token);
  const expected = Buffer.from(makeRefreshToken(env, claims));
  return given.length === expected.length && timingSafeEqual(given, expected) ? claims : undefined;
}

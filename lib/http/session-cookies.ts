import type { Env } from "@/lib/env";

/** `__Host-` and Secure where APP_URL is https; neither on http, where only loopback and private hosts are allowed. */
export function cookieNames(env: Pick<Env, "secureCookies">): { access: string; refresh: string } {
  const prefix = env.secureCookies ? "__Host-" : "";
  return { access: `${prefix}studio_access`, refresh: `${prefix}studio_refresh` };
}

export type SessionTokens = {
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
  refreshExpiresAt: Date;
};

function cookie(env: Pick<Env, "secureCookies">, name: string, value: string, expires: Date): string {
  const secure = env.secureCookies ? "; Secure" : "";
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Expires=${expires.toUTCString()}${secure}`;
}

/** `Set-Cookie` values that sign a browser in. */
export function sessionCookies(env: Pick<Env, "secureCookies">, tokens: SessionTokens): string[] {
  const names = cookieNames(env);
  return [
    cookie(env, names.access, tokens.accessToken, tokens.accessExpiresAt),
    cookie(env, names.refresh, tokens.refreshToken, tokens.refreshExpiresAt),
  ];
}

/** `Set-Cookie` values that sign it out. */
export function clearedCookies(env: Pick<Env, "secureCookies">): string[] {
  const names = cookieNames(env);
  return [cookie(env, names.access, "", new Date(0)), cookie(env, names.refresh, "", new Date(0))];
}

export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** The refresh token that a browser sent, if any. */
export function readRefreshCookie(headers: Headers, env: Pick<Env, "secureCookies">): string | undefined {
  return readCookie(headers.get("cookie"), cookieNames(env).refresh);
}

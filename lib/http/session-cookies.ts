import { randomUUID } from "node:crypto";
import type { Env } from "@/lib/env";

/** `__Host-` and Secure where APP_URL is https; neither on http, where only loopback and private hosts are allowed. */
export function cookieNames(env: Pick<Env, "secureCookies">): { access: string; refresh: string; device: string } {
  const prefix = env.secureCookies ? "__Host-" : "";
  return { access: `${prefix}studio_access`, refresh: `${prefix}studio_refresh`, device: `${prefix}studio_device` };
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

/** As long as browsers keep a cookie at most. */
const DEVICE_MS = 400 * 86_400_000;
const DEVICE_ID = /^[0-9a-f-]{36}$/;

/** The browser's name for itself; a new one for who sent none. It outlives signing out: accounts of one browser are told by it. */
export function readDeviceId(headers: Headers, env: Pick<Env, "secureCookies">): string {
  const sent = readCookie(headers.get("cookie"), cookieNames(env).device) ?? "";
  return DEVICE_ID.test(sent) ? sent : randomUUID();
}

/** `Set-Cookie` values that sign a browser in. */
export function sessionCookies(env: Pick<Env, "secureCookies">, tokens: SessionTokens, deviceId: string): string[] {
  const names = cookieNames(env);
  return [
    cookie(env, names.access, tokens.accessToken, tokens.accessExpiresAt),
    cookie(env, names.refresh, tokens.refreshToken, tokens.refreshExpiresAt),
    cookie(env, names.device, deviceId, new Date(Date.now() + DEVICE_MS)),
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

import { type NextRequest, NextResponse } from "next/server";
import { refreshSession } from "@/lib/domain/identity/refresh-session";
import { readAccessToken } from "@/lib/domain/identity/session-tokens";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";
import {
  clearedCookies,
  cookieNames,
  readDeviceId,
  readRefreshCookie,
  sessionCookies,
} from "@/lib/http/session-cookies";
import { world } from "@/lib/http/world";

/** Pages only: the API refreshes through `call()`, and files need neither a session nor a policy. */
export const config = { matcher: ["/((?!api(?:/|$)|media/|sandbox(?:/|$)|_next/|.*\\.[A-Za-z0-9]+$).*)"] };

/**
 * `Set-Cookie` values of a session whose access token has run out, and the access token that this very request goes on with. Server
 * components can't set cookies, so navigations are refreshed here.
 */
async function refresh(request: NextRequest): Promise<{ setCookies: string[]; accessToken?: string }> {
  const on = world();
  const access = request.cookies.get(cookieNames(on.env).access)?.value;
  if (access && (await readAccessToken(on.env, access))) return { setCookies: [] };
  const refreshToken = readRefreshCookie(request.headers, on.env);
  if (!refreshToken) return { setCookies: [] };
  const signedIn = await refreshSession(on, refreshToken);
  if (!signedIn) return { setCookies: clearedCookies(on.env) };
  return {
    setCookies: sessionCookies(on.env, signedIn, readDeviceId(request.headers, on.env)),
    accessToken: signedIn.accessToken,
  };
}

/** Refreshes sessions and sets the CSP nonce for pages. It authorises nothing: pages do that themselves. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { env, log } = world();
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, env);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  // Layouts are not told where they are; signing in returns there.
  headers.set("x-page-path", request.nextUrl.pathname + request.nextUrl.search);
  const { setCookies, accessToken } = await refresh(request).catch((error: unknown) => {
    // The page still renders, for nobody; the session is untouched and the next navigation tries again.
    log.error("session refresh failed", { error });
    return { setCookies: [], accessToken: undefined };
  });
  if (accessToken) {
    const others = request.cookies.getAll().filter(({ name }) => name !== cookieNames(env).access);
    const cookies = [...others, { name: cookieNames(env).access, value: accessToken }];
    headers.set("Cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
  }
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const cookie of setCookies) response.headers.append("Set-Cookie", cookie);
  return response;
}

import { NextRequest, type NextResponse } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "@/lib/domain/identity/authenticate";
import { config, proxy } from "@/proxy";
import { Browser, ORIGIN, openStudio, type Studio, signUp } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

async function navigate(cookies: Record<string, string>, path = "/studio"): Promise<NextResponse> {
  const Cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  return proxy(new NextRequest(`${ORIGIN}${path}`, { headers: { Cookie } }));
}

async function signedUp() {
  const browser = new Browser();
  await signUp(browser);
  const [access = "", refresh = ""] = [browser.cookies.get("studio_access"), browser.cookies.get("studio_refresh")];
  return { browser, access, refresh };
}

/** The cookies that the page itself will see. */
const seen = (response: NextResponse) => response.headers.get("x-middleware-request-cookie") ?? "";

describe("proxy", () => {
  it("leaves a session alone whose access token is good", async () => {
    const { access, refresh } = await signedUp();
    const response = await navigate({ studio_access: access, studio_refresh: refresh });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("refreshes when only the refresh token is left, for the browser and for this very page", async () => {
    const { refresh } = await signedUp();
    const response = await navigate({ studio_refresh: refresh, studio_theme: "dark" });
    expect(response.headers.getSetCookie().map((cookie) => cookie.split("=")[0])).toEqual([
      "studio_access",
      "studio_refresh",
      "studio_device",
    ]);
    const access = /studio_access=([^;]+)/.exec(seen(response))?.[1] ?? "";
    expect((await authenticate(studio.world, access))?.kind).toBe("user");
    expect(seen(response)).toContain("studio_theme=dark");
  });

  it("gives two tabs that open at once one session", async () => {
    const { refresh } = await signedUp();
    const tabs = await Promise.all([1, 2, 3].map(() => navigate({ studio_refresh: refresh })));
    expect(new Set(tabs.map((tab) => tab.headers.getSetCookie()[1]!.split(";")[0])).size).toBe(1);
  });

  it("clears the cookies of a session that has ended, and lets the page through: it authorises nothing", async () => {
    const { browser, refresh } = await signedUp();
    await browser.post("logout");
    const response = await navigate({ studio_refresh: refresh });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie().map((cookie) => cookie.includes("1970"))).toEqual([true, true]);
    expect((await navigate({})).headers.getSetCookie()).toEqual([]);
  });

  it("gives each page a policy with a nonce of its own, to page and browser alike", async () => {
    const [one, two] = [await navigate({}), await navigate({})];
    const policy = one.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic';/);
    expect(policy).not.toContain("unsafe-eval");
    expect(one.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
    expect(two.headers.get("content-security-policy")).not.toBe(policy);
  });

  it("is for pages only", () => {
    const matcher = new RegExp(`^${config.matcher[0]}$`);
    for (const page of ["/", "/studio", "/studio/credits", "/verify-email", "/apiary", "/settings"])
      expect(page).toMatch(matcher);
    for (const other of [
      "/api/auth/me",
      "/api",
      "/sandbox/mail",
      "/_next/static/a.js",
      "/fonts/anek.woff2",
      "/favicon.ico",
    ])
      expect(other).not.toMatch(matcher);
  });
});

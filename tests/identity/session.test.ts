import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser, newEmail, openStudio, PASSWORD, type Studio, signUp } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const cookieOf = (browser: Browser) => browser.cookies.get("studio_refresh") ?? "";

/** A browser that holds only this refresh token, as a thief or a second tab would. */
function browserWith(refreshToken: string): Browser {
  const browser = new Browser();
  browser.cookies.set("studio_refresh", refreshToken);
  return browser;
}

async function signedUp(fields: Record<string, unknown> = {}) {
  const browser = new Browser();
  const { body } = await signUp(browser, fields);
  return { browser, user: body.user as { id: string; email: string }, token: body.token as string };
}

describe("sign out", () => {
  it("ends this session only and clears its cookies", async () => {
    const email = newEmail();
    const { browser } = await signedUp({ email });
    const other = new Browser();
    await other.post("login", { email, password: PASSWORD });
    const { status, headers } = await browser.post("logout");
    expect(status).toBe(204);
    expect(headers.getSetCookie().map((cookie) => cookie.includes("Expires=Thu, 01 Jan 1970"))).toEqual([true, true]);
    expect([...browser.cookies.keys()]).toEqual(["studio_device"]);
    expect((await other.get("me")).status).toBe(200);
  });

  it("ends the session also when only the refresh token is left, and is fine when there is none", async () => {
    const { browser } = await signedUp();
    const refreshToken = cookieOf(browser);
    browser.cookies.delete("studio_access");
    expect((await browser.post("logout")).status).toBe(204);
    expect((await browserWith(refreshToken).post("refresh")).status).toBe(401);
    expect((await new Browser().post("logout")).status).toBe(204);
  });

  it("everywhere ends every session", async () => {
    const email = newEmail();
    const { browser } = await signedUp({ email });
    const other = new Browser();
    await other.post("login", { email, password: PASSWORD });
    expect((await other.post("logout-all")).status).toBe(204);
    for (const device of [browser, other]) expect((await device.get("me")).status).toBe(401);
    expect((await browser.post("refresh")).status).toBe(401);
  });
});

describe("sessions", () => {
  it("lists devices with address and time, this one first, and ends one", async () => {
    const email = newEmail();
    const { browser } = await signedUp({ email });
    const phone = new Browser("203.0.113.5", "Phone/1");
    await phone.post("login", { email, password: PASSWORD });
    const { items } = (await browser.get("sessions")).body;
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ isCurrent: true, userAgent: "Vitest/1", ipAddress: browser.ip });
    expect(items[1]).toMatchObject({ isCurrent: false, userAgent: "Phone/1", ipAddress: "203.0.113.5" });
    expect((await browser.send("DELETE", `sessions/${items[1].id}`)).status).toBe(204);
    expect((await phone.get("me")).status).toBe(401);
    expect((await browser.get("sessions")).body.items).toHaveLength(1);
    expect((await browser.send("DELETE", `sessions/${items[1].id}`)).status).toBe(404);
  });

  it("can't tell somebody else's session from one that does not exist", async () => {
    const [victim, other] = [await signedUp(), await signedUp()];
    const { id } = (await victim.browser.get("sessions")).body.items[0];
    const [theirs, none] = [
      await other.browser.send("DELETE", `sessions/${id}`),
      await other.browser.send("DELETE", `sessions/ses_${"0".repeat(32)}`),
    ];
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, requestId: "" }).toEqual({ ...none.body, requestId: "" });
    expect((await victim.browser.get("me")).status).toBe(200);
  });
});

describe("cookies on https", () => {
  it("are __Host- and Secure", async () => {
    const { sessionCookies } = await import("@/lib/http/session-cookies");
    const tokens = { accessToken: "a", refreshToken: "r", accessExpiresAt: new Date(), refreshExpiresAt: new Date() };
    for (const cookie of sessionCookies({ secureCookies: true }, tokens, "d"))
      expect(cookie).toMatch(/^__Host-studio_\w+=.; Path=\/; HttpOnly; SameSite=Lax; Expires=[^;]+; Secure$/);
  });
});

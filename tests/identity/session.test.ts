import { createHmac } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deriveKey } from "@/lib/domain/identity/session-tokens";
import { Browser, newEmail, openStudio, PASSWORD, type Studio, signUp } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio({ REFRESH_REPLAY_MS: "30000" });
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

/** Moves the session's last rotation into the past. */
const ageRotation = (userId: string, seconds: number) =>
  studio.sql("UPDATE session SET refreshed_at = now() - $2 * interval '1 second' WHERE user_id = $1", [
    userId,
    seconds,
  ]);

describe("refresh", () => {
  it("rotates: a new token each time, and the new one works", async () => {
    const { browser } = await signedUp();
    const seen = [cookieOf(browser)];
    for (let round = 0; round < 3; round++) {
      const { status, body } = await browser.post("refresh");
      expect([status, body.user.emailVerified]).toEqual([200, false]);
      seen.push(cookieOf(browser));
      expect((await browser.get("me")).status).toBe(200);
    }
    expect(new Set(seen).size).toBe(4);
  });

  it("gives simultaneous refreshes of one token the same successor", async () => {
    const { browser } = await signedUp();
    const tabs = Array.from({ length: 10 }, () => browserWith(cookieOf(browser)));
    const answers = await Promise.all(tabs.map((tab) => tab.post("refresh")));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(tabs.map(cookieOf)).size).toBe(1);
    expect((await tabs[3]!.post("refresh")).status).toBe(200);
  });

  it("gives the token before the current one the same successor within the replay time", async () => {
    const { browser, user } = await signedUp();
    const first = cookieOf(browser);
    await browser.post("refresh");
    await ageRotation(user.id, 25);
    const tab = browserWith(first);
    expect((await tab.post("refresh")).status).toBe(200);
    expect(cookieOf(tab)).toBe(cookieOf(browser));
  });

  it("takes a later replay for theft and ends the whole session, for thief and owner", async () => {
    const { browser, user } = await signedUp();
    const stolen = cookieOf(browser);
    await browser.post("refresh");
    await ageRotation(user.id, 31);
    const thief = browserWith(stolen);
    const { status, body } = await thief.post("refresh");
    expect([status, body.code]).toEqual([401, "unauthorized"]);
    expect(thief.cookies.size).toBe(0);
    expect((await browser.get("me")).status).toBe(401);
    expect((await browser.post("refresh")).status).toBe(401);
  });

  it("takes a token two generations old for theft even within the replay time", async () => {
    const { browser } = await signedUp();
    const stolen = cookieOf(browser);
    await browser.post("refresh");
    await browser.post("refresh");
    expect((await browserWith(stolen).post("refresh")).status).toBe(401);
    expect((await browser.get("me")).status).toBe(401);
  });

  it("leaves the session alone when a token was made up", async () => {
    const { browser } = await signedUp();
    const [id, generation] = cookieOf(browser).split(".") as [string, string];
    const madeUp = createHmac("sha256", "guess").update(`${id}.${generation}`).digest("base64url");
    for (const token of [
      `${id}.${generation}.${madeUp}`,
      `${id}.7.${cookieOf(browser).split(".")[2]}`,
      "x",
      `${id}.0.`,
    ]) {
      expect((await browserWith(token).post("refresh")).status).toBe(401);
    }
    expect((await browser.post("refresh")).status).toBe(200);
  });

  it("refuses an expired session by the database's clock", async () => {
    const { browser, user } = await signedUp();
    await studio.sql("UPDATE session SET expires_at = now() WHERE user_id = $1", [user.id]);
    expect((await browser.get("me")).status).toBe(401);
    expect((await browser.post("refresh")).status).toBe(401);
  });

  it("dies at once with the user: access and refresh of a suspended user are refused", async () => {
    const { browser, user, token } = await signedUp();
    await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [user.id]);
    expect((await browser.get("me")).status).toBe(401);
    expect((await new Browser().get("me", { bearer: token })).status).toBe(401);
    expect((await browser.post("refresh")).status).toBe(401);
    expect((await new Browser().post("login", { email: user.email, password: PASSWORD })).status).toBe(401);
  });
});

describe("an access token", () => {
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

  type Forgery = {
    alg?: string;
    typ?: string;
    key?: Uint8Array;
    exp?: number;
    drop?: string;
    set?: Record<string, unknown>;
  };

  async function forge(
    genuine: string,
    { alg = "HS256", typ = "at+jwt", key, exp, drop, set }: Forgery,
  ): Promise<string> {
    const payload = JSON.parse(Buffer.from(genuine.split(".")[1]!, "base64url").toString());
    const changed: Record<string, unknown> = { ...payload, exp: exp ?? inAnHour(), ...set };
    if (drop) delete changed[drop];
    return new SignJWT(changed).setProtectedHeader({ alg, typ }).sign(key ?? deriveKey(studio.world.env, "access"));
  }
  const statusOf = async (token: string) => (await new Browser().get("me", { bearer: token })).status;

  it("is accepted when it is forged with everything right, so that the refusals below mean something", async () => {
    const { token } = await signedUp();
    expect(await statusOf(await forge(token, {}))).toBe(200);
  });

  it.each<[string, Forgery]>([
    ["another key", { key: new Uint8Array(32).fill(7) }],
    ["the refresh key", { key: undefined }],
    ["another algorithm of the same family", { alg: "HS512", key: new Uint8Array(64).fill(1) }],
    ["HS512 with our key's bytes", { alg: "HS512" }],
    ["another issuer", { set: { iss: "somebody-else" } }],
    ["another audience", { set: { aud: "another-api" } }],
    ["another type", { typ: "JWT" }],
    ["an expiry in the past", { exp: Math.floor(Date.now() / 1000) - 1 }],
    ["no expiry", { drop: "exp" }],
    ["no subject", { drop: "sub" }],
    ["no session", { drop: "sid" }],
    ["a session that is no id", { set: { sid: "1 OR 1=1" } }],
    ["a session that does not exist", { set: { sid: `ses_${"0".repeat(32)}` } }],
  ])("is refused with %s", async (name, forgery) => {
    const { token } = await signedUp();
    const key = name === "the refresh key" ? deriveKey(studio.world.env, "refresh") : forgery.key;
    if (name === "HS512 with our key's bytes") {
      const [head, body] = [Buffer.from('{"alg":"HS512","typ":"at+jwt"}').toString("base64url"), token.split(".")[1]];
      const mac = createHmac("sha512", deriveKey(studio.world.env, "access"))
        .update(`${head}.${body}`)
        .digest("base64url");
      return expect(await statusOf(`${head}.${body}.${mac}`)).toBe(401);
    }
    expect(await statusOf(await forge(token, { ...forgery, key }))).toBe(401);
  });

  it("is refused unsigned (alg none) and with another user's session", async () => {
    const [{ token, user }, other] = [await signedUp(), await signedUp()];
    const payload = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString());
    expect(await statusOf(new UnsecuredJWT(payload).encode())).toBe(401);
    const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${token.split(".")[1]}.`;
    expect(await statusOf(none)).toBe(401);
    expect(await statusOf(await forge(other.token, { set: { sub: user.id } }))).toBe(401);
  });
});

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

import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRefreshToken } from "@/lib/domain/identity/session-tokens";
import { Browser, openStudio, PASSWORD, type Studio, signUp } from "@/tests/identity/studio";

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

describe("a refresh token", () => {
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

  it("lengthens a session while it is used, up to 90 days after signing in", async () => {
    const { browser, user } = await signedUp();
    const leftAfterRefresh = async (ageDays: number) => {
      await studio.sql("UPDATE session SET created_at = now() - $2 * interval '1 day' WHERE user_id = $1", [
        ...[user.id, ageDays],
      ]);
      expect((await browser.post("refresh")).status).toBe(200);
      const [row] = await studio.sql<{ days: number }>(
        "SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM session WHERE user_id = $1",
        [user.id],
      );
      return row?.days;
    };
    expect(await leftAfterRefresh(10)).toBe(30);
    expect(await leftAfterRefresh(85)).toBe(5);
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

  it("that another secret has made is refused and ends nothing: a rotated AUTH_SECRET signs everybody out", async () => {
    const { browser } = await signedUp();
    const [sessionId = "", generation = ""] = cookieOf(browser).split(".");
    const claims = { sessionId: sessionId as `ses_${string}`, generation: Number(generation) };
    const old = makeRefreshToken({ AUTH_SECRET: "b".repeat(40) }, claims);
    expect((await browserWith(old).post("refresh")).status).toBe(401);
    expect((await browser.post("refresh")).status).toBe(200);
  });

  it("is no access token and no mailed link, in whatever place it is shown", async () => {
    const { browser } = await signedUp();
    const token = cookieOf(browser);
    expect((await new Browser().get("me", { bearer: token })).status).toBe(401);
    const cookie = new Browser();
    cookie.cookies.set("studio_access", token);
    expect((await cookie.get("me")).status).toBe(401);
    expect((await new Browser().post("verify-email", { token })).status).toBe(422);
    expect((await browser.post("refresh")).status).toBe(200);
  });

  it("control: one secret's token is another's too when the secrets are the same", async () => {
    const { browser } = await signedUp();
    const [sessionId = "", generation = ""] = cookieOf(browser).split(".");
    const claims = { sessionId: sessionId as `ses_${string}`, generation: Number(generation) };
    expect(makeRefreshToken(studio.world.env, claims)).toBe(cookieOf(browser));
    expect((await browserWith(makeRefreshToken(studio.world.env, claims)).post("refresh")).status).toBe(200);
  });
});

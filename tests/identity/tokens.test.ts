import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { refreshSession } from "@/lib/domain/identity/refresh-session";
import {
  deriveKey,
  makeRefreshToken,
  readAccessToken,
  readRefreshToken,
  signAccessToken,
} from "@/lib/domain/identity/session-tokens";
import { toAnswer, toUserView } from "@/lib/domain/identity/signed-in";
import { openSmallWorld, type SmallWorld } from "@/tests/http/small-world";

const env = { AUTH_SECRET: "a".repeat(40) };
const sessionId = `ses_${"0".repeat(31)}1` as const;
const userId = `usr_${"0".repeat(31)}2` as const;

describe("tokens", () => {
  it("hold over a new release: the same secret makes the same keys, another purpose or secret makes others", () => {
    const keyOf = (purpose: "access" | "refresh" | "mail", AUTH_SECRET = env.AUTH_SECRET) =>
      Buffer.from(deriveKey({ AUTH_SECRET }, purpose)).toString("base64url");
    expect([keyOf("access"), keyOf("refresh"), keyOf("mail")]).toEqual([
      "3gV1joq-8NOQocZjeM5saDTYTbzl1tRzDc29caZ94Mg",
      "CWgzOSnW5PgzIZq0Slstlw9Yfp5Z4zmqxFjfgxi44XA",
      "iO7m3M458iKrNKphIyv2A5x0d50idJSOOQsOYBvyvf0",
    ]);
    expect(keyOf("access", "b".repeat(40))).not.toBe(keyOf("access"));
    expect(makeRefreshToken(env, { sessionId, generation: 7 })).toBe(
      "ses_00000000000000000000000000000001.7.erR2USQN372_UywALJgJJmu2jGRcVPbpKWWSd5no5os",
    );
  });

  it("to refresh are read as they were made", () => {
    for (const generation of [0, 7, 999_999_999]) {
      const claims = { sessionId, generation };
      expect(readRefreshToken(env, makeRefreshToken(env, claims))).toEqual(claims);
    }
  });

  it("to refresh have one spelling: nothing before, behind, shorter, or with other letters that mean the same bytes", () => {
    const token = makeRefreshToken(env, { sessionId, generation: 7 });
    const [id, generation, mac] = token.split(".") as [string, string, string];
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const twin = letters[letters.indexOf(mac.at(-1)!) ^ 1];
    expect(Buffer.from(mac.slice(0, -1) + twin, "base64url")).toEqual(Buffer.from(mac, "base64url"));
    for (const other of [
      ...["", ".", "..", `x${token}`, `${token}x`, `${token}.`, `${token}=`, token.slice(0, -1), `${id}.${generation}`],
      ...[`${id}.${generation}.${mac.slice(0, -1)}${twin}`, `${id}.07.${mac}`, `${id}.7e0.${mac}`, `${id}.8.${mac}`],
      ...[`ses_${"0".repeat(32)}.7.${mac}`, `x.7.${mac}`, `${id}..${mac}`, `${id}.7.${mac.toLowerCase()}`],
    ])
      expect([other, readRefreshToken(env, other)]).toEqual([other, undefined]);
    expect(readRefreshToken({ AUTH_SECRET: "b".repeat(40) }, token)).toBeUndefined();
  });

  it("to refresh are never made for what is no session", () => {
    const forNothing = makeRefreshToken(env, { sessionId: "" as never, generation: 7 });
    expect(readRefreshToken(env, forNothing)).toBeUndefined();
    expect(
      readRefreshToken(env, makeRefreshToken(env, { sessionId: "ses_1" as never, generation: 7 })),
    ).toBeUndefined();
  });

  it("to call name a user and a session of ours, or nobody, whoever signed them", async () => {
    const sign = (claims: Record<string, unknown>) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
        .setIssuer("community-ai-studio")
        .setAudience("community-ai-studio/api")
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(deriveKey(env, "access"));
    expect(await readAccessToken(env, await sign({ sub: userId, sid: sessionId }))).toEqual({ userId, sessionId });
    for (const claims of [
      { sub: userId, sid: "x" },
      { sub: "x", sid: sessionId },
      { sub: sessionId, sid: userId },
      { sub: userId, sid: 5 },
      { sub: userId, sid: null },
    ])
      expect(await readAccessToken(env, await sign(claims))).toBeUndefined();
    expect(await readAccessToken(env, "nonsense")).toBeUndefined();
    const times = { issuedAt: new Date(), expiresAt: new Date(Date.now() + 60_000) };
    const ours = await signAccessToken(env, { userId, sessionId }, times);
    expect(await readAccessToken(env, ours)).toEqual({ userId, sessionId });
  });
});

it("a person sees their own account whole: verified or not, with the picture they chose", () => {
  const row = {
    ...{ id: userId, email: "asha@example.in", emailVerifiedAt: null, name: "Asha", handle: "asha", avatarId: null },
    ...{ role: "user", createdAt: new Date(0) },
  };
  const view = {
    ...{ id: userId, email: "asha@example.in", emailVerified: false, name: "Asha", handle: "asha", role: "user" },
    createdAt: "1970-01-01T00:00:00.000Z",
  };
  expect(toUserView(row)).toEqual(view);
  const avatarId = newId("user");
  expect(toUserView({ ...row, emailVerifiedAt: new Date(), avatarId })).toEqual({
    ...{ ...view, emailVerified: true },
    avatarUrl: expect.stringContaining(avatarId),
  });
});

describe("a refresh", () => {
  let small: SmallWorld;
  let warned: [string, unknown][];
  beforeAll(async () => {
    small = await openSmallWorld({ REFRESH_REPLAY_MS: "30000" });
  });
  afterAll(() => small.close());
  beforeEach(() => {
    warned = [];
  });
  const refresh = (token: string) => {
    const warn = (event: string, fields: unknown) => void warned.push([event, fields]);
    return refreshSession({ ...small.world, log: { ...small.world.log, warn } }, token);
  };
  const tokenOf = ({ sessionId }: { sessionId: string }, generation: number) =>
    makeRefreshToken(small.world.env, { sessionId: sessionId as never, generation });

  it("gives tokens of the session's next generation, and the account as it is", async () => {
    const member = await small.member();
    const first = await refresh(tokenOf(member, 0));
    expect(first?.refreshToken).toBe(tokenOf(member, 1));
    expect(first?.user).toMatchObject({ id: member.id, emailVerified: true });
    expect(await readAccessToken(small.world.env, first!.accessToken)).toMatchObject({ userId: member.id });
    const lifetime = Number(first?.accessExpiresAt) - Date.now();
    expect(Math.abs(lifetime - small.world.env.ACCESS_TOKEN_TTL_MS)).toBeLessThan(20_000);
    expect(Number(first?.refreshExpiresAt) - Date.now()).toBeGreaterThan(small.world.env.REFRESH_TOKEN_TTL_MS - 20_000);
    expect(toAnswer(first!)).toEqual({ user: first?.user, token: first?.accessToken });
    expect((await refresh(tokenOf(member, 0)))?.refreshToken).toBe(tokenOf(member, 1));
    expect(warned).toEqual([]);
  });

  it("with a copied token ends the session and says so once; of an ended one it is no news", async () => {
    const member = await small.member();
    for (const generation of [0, 1]) await refresh(tokenOf(member, generation));
    expect(await refresh(tokenOf(member, 0))).toBeUndefined();
    expect(warned).toEqual([[expect.any(String), { sessionId: member.sessionId }]]);
    for (const generation of [0, 2]) expect(await refresh(tokenOf(member, generation))).toBeUndefined();
    expect(await refresh("made up")).toBeUndefined();
    expect(warned).toHaveLength(1);
  });
});

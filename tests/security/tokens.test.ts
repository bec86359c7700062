import { createHmac, generateKeyPairSync } from "node:crypto";
import { decodeJwt, jwtVerify, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deriveKey } from "@/lib/domain/identity/session-tokens";
import { Browser, openStudio, type Studio, signUp } from "@/tests/identity/studio";
import { measured } from "@/tests/support/proof";

let studio: Studio;
let victim: { token: string; userId: string; browser: Browser };
let other: { token: string; userId: string; browser: Browser };
const signedUp = async () => {
  const browser = new Browser();
  const { body } = await signUp(browser);
  return { browser, userId: body.user.id as string, token: body.token as string };
};
beforeAll(async () => {
  studio = await openStudio();
  [victim, other] = [await signedUp(), await signedUp()];
});
afterAll(() => studio.close());

type Fields = Record<string, unknown>;
type Forgery = { header?: Fields; payload?: Fields; without?: string; key?: Uint8Array | string; hash?: string };

const now = () => Math.floor(Date.now() / 1000);
const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
const ours = () => deriveKey(studio.world.env, "access");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicPem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();

/** The victim's token made by hand, right in everything but what is asked for; no library corrects it. */
function craft({ header, payload, without, key = ours(), hash = "sha256" }: Forgery = {}): string {
  const claims: Fields = { ...decodeJwt(victim.token), exp: now() + 3_600, ...payload };
  if (without) delete claims[without];
  const signed = `${encoded({ alg: "HS256", typ: "at+jwt", ...header })}.${encoded(claims)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest("base64url")}`;
}

/** With our own key: only the claims or the header are wrong, so that the signature is no reason to refuse it. */
const BENT: Record<string, Forgery> = {
  "alg HS512 in the header over an HS256 signature": { header: { alg: "HS512" } },
  "HS512 with our key's bytes": { header: { alg: "HS512" }, hash: "sha512" },
  "HS384 with our key's bytes": { header: { alg: "HS384" }, hash: "sha384" },
  "alg RS256 in the header over our HMAC": { header: { alg: "RS256" } },
  "alg in another case": { header: { alg: "hs256" } },
  "no alg": { header: { alg: undefined } },
  "another issuer": { payload: { iss: "somebody-else" } },
  "issuers as a list": { payload: { iss: ["community-ai-studio"] } },
  "no issuer": { without: "iss" },
  "another audience": { payload: { aud: "another-api" } },
  "an audience that only begins like ours": { payload: { aud: "community-ai-studio/api/admin" } },
  "no audience": { without: "aud" },
  "another type": { header: { typ: "JWT" } },
  "no type": { header: { typ: undefined } },
  "an extension that must be understood": { header: { crit: ["b64"], b64: false } },
  "an unknown critical extension": { header: { crit: ["exp2"], exp2: 1 } },
  "an expiry in the past": { payload: { exp: 1 } },
  "an expiry that is text": { payload: { exp: "9999999999" } },
  "no expiry": { without: "exp" },
  "a start in the future": { payload: { nbf: now() + 600 } },
  "no time of issue": { without: "iat" },
  "no subject": { without: "sub" },
  "a subject that is a list": { payload: { sub: ["usr_1"] } },
  "a subject with SQL in it": { payload: { sub: "' OR '1'='1" } },
  "no session": { without: "sid" },
  "a session that is no id": { payload: { sid: "1 OR 1=1" } },
  "a session that does not exist": { payload: { sid: `ses_${"0".repeat(32)}` } },
};

/** Signed with something that is not our key, whatever the header says about where to find one. */
const FORGED: Record<string, () => Forgery> = {
  "another key": () => ({ key: new Uint8Array(32).fill(7) }),
  "an empty key": () => ({ key: "" }),
  "the refresh key": () => ({ key: deriveKey(studio.world.env, "refresh") }),
  "the key of mailed links": () => ({ key: deriveKey(studio.world.env, "mail") }),
  "the bare AUTH_SECRET": () => ({ key: studio.world.env.AUTH_SECRET }),
  "the SIGNING_SECRET": () => ({ key: studio.world.env.SIGNING_SECRET }),
  "a secret that was rotated away": () => ({ key: deriveKey({ AUTH_SECRET: "b".repeat(40) }, "access") }),
  "an RSA public key as HMAC secret": () => ({ key: publicPem }),
  "a kid that names an empty file": () => ({ key: "", header: { kid: "../../../../dev/null" } }),
  "a kid with SQL in it": () => ({ key: "key", header: { kid: "x' UNION SELECT 'key" } }),
  "a kid of somebody else's key": () => ({ key: "theirs", header: { kid: "theirs" } }),
  "a key that it brings along (jwk)": () => ({
    key: "brought",
    header: { jwk: { kty: "oct", k: Buffer.from("brought").toString("base64url") } },
  }),
  "a key at an address (jku, x5u)": () => ({
    key: "brought",
    header: { jku: "https://evil.example/keys.json", x5u: "https://evil.example/cert.pem" },
  }),
};

const whole = (change: (parts: [string, string, string]) => string) => () =>
  change(craft().split(".") as [string, string, string]);
/** Texts that are no token of anybody's. */
const BROKEN: Record<string, () => string> = {
  "alg none by a library": () => new UnsecuredJWT(decodeJwt(victim.token)).encode(),
  ...Object.fromEntries(
    ["none", "None", "NONE", "nOnE", ""].flatMap((alg) => [
      [`alg "${alg}", unsigned`, whole(([, body]) => `${encoded({ alg, typ: "at+jwt" })}.${body}.`)],
      [`alg "${alg}", with a signature`, whole(([, body, mac]) => `${encoded({ alg, typ: "at+jwt" })}.${body}.${mac}`)],
    ]),
  ),
  "no signature": whole(([head, body]) => `${head}.${body}.`),
  "two parts": whole(([head, body]) => `${head}.${body}`),
  "four parts": whole((parts) => `${parts.join(".")}.x`),
  "half of its signature": whole(([head, body, mac]) => `${head}.${body}.${mac.slice(0, 20)}`),
  "a signature in other letters": whole(([head, body, mac]) => `${head}.${body}.${mac.toUpperCase()}`),
  "the payload of another": () => {
    const [head, , mac] = victim.token.split(".");
    return `${head}.${other.token.split(".")[1]}.${mac}`;
  },
  "a payload that is no JSON": () => {
    const signed = `${encoded({ alg: "HS256", typ: "at+jwt" })}.${Buffer.from("{").toString("base64url")}`;
    return `${signed}.${createHmac("sha256", ours()).update(signed).digest("base64url")}`;
  },
  "a payload that is a list": () => {
    const signed = `${encoded({ alg: "HS256", typ: "at+jwt" })}.${encoded([1])}`;
    return `${signed}.${createHmac("sha256", ours()).update(signed).digest("base64url")}`;
  },
  "half a megabyte of it": () => `${victim.token}${"A".repeat(500_000)}`,
  "half a megabyte of dots": () => ".".repeat(500_000),
  "somebody else's session": () => craft({ payload: { sub: other.userId } }),
  "another's session under one's own name": () => craft({ payload: { sid: decodeJwt(other.token).sid } }),
  "a user without any session": () => craft({ payload: { sub: `usr_${"0".repeat(32)}` } }),
};

/** As a header and as a cookie: both doors. */
async function refusedAt(token: string): Promise<[number, string][]> {
  const cookie = new Browser();
  cookie.cookies.set("studio_access", token);
  const answers = [await new Browser().get("me", { bearer: token }), await cookie.get("me")];
  return answers.map(({ status, body }) => [status, body.code]);
}
const REFUSED = [
  [401, "unauthorized"],
  [401, "unauthorized"],
];

describe("an access token", () => {
  it("control: made by hand with everything right it is taken, by header and by cookie", async () => {
    expect(await refusedAt(craft())).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    expect((await refusedAt(craft({ payload: { nbf: now() - 60 } })))[0]?.[0]).toBe(200);
  });

  it.each(Object.entries(BENT))("of our own key is refused with %s", async (_, forgery) => {
    expect(await refusedAt(craft(forgery))).toEqual(REFUSED);
  });

  it.each(Object.entries(FORGED))("is refused when it is signed with %s", async (_, forgery) => {
    expect(await refusedAt(craft(forgery()))).toEqual(REFUSED);
  });

  it.each(Object.entries(BROKEN))("is refused as %s", async (_, make) => {
    expect(await refusedAt(make())).toEqual(REFUSED);
  });

  it("is refused when a true RSA key has signed it (RS256)", async () => {
    const claims = { ...decodeJwt(victim.token), exp: now() + 3_600 };
    const token = await new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: "at+jwt" }).sign(rsa.privateKey);
    expect(await refusedAt(token)).toEqual(REFUSED);
  });

  it("control: most of what is refused says the victim's name, and a reader with less care would have believed it", async (context) => {
    const careless = async (token: string) =>
      (await jwtVerify(token, ours(), { algorithms: ["HS256"] }).catch(() => undefined))?.payload.sub === victim.userId;
    const believed = [];
    for (const [name, forgery] of Object.entries(BENT)) if (await careless(craft(forgery))) believed.push(name);
    expect(believed).toEqual(
      expect.arrayContaining(["another issuer", "another audience", "another type", "no expiry"]),
    );
    const unread = Object.values(FORGED).filter((make) => decodeJwt(craft(make())).sub === victim.userId);
    expect(unread).toHaveLength(Object.keys(FORGED).length);
    const figures = { forgeries: [BENT, FORGED, BROKEN].reduce((sum, table) => sum + Object.keys(table).length, 1) };
    measured(context, { ...figures, "a careless reader believes of the bent": believed.length });
  });

  it("ends with its session: signed out, revoked from elsewhere, expired, or its owner suspended", async () => {
    const ends: Record<string, (one: typeof victim) => Promise<unknown>> = {
      "signed out": ({ browser }) => browser.post("logout"),
      "signed out everywhere": ({ browser }) => browser.post("logout-all"),
      revoked: ({ userId }) => studio.sql("UPDATE session SET revoked_at = now() WHERE user_id = $1", [userId]),
      expired: ({ userId }) => studio.sql("UPDATE session SET expires_at = now() WHERE user_id = $1", [userId]),
      suspended: ({ userId }) => studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [userId]),
    };
    for (const [name, end] of Object.entries(ends)) {
      const one = await signedUp();
      expect((await refusedAt(one.token))[0], name).toEqual([200, undefined]);
      await end(one);
      expect(await refusedAt(one.token), name).toEqual(REFUSED);
    }
  });

  it("counts as an Authorization header only in its one form, and the header never falls back to a cookie", async () => {
    for (const Authorization of [
      `bearer ${victim.token}`,
      `Basic ${victim.token}`,
      victim.token,
      "Bearer ",
      "Bearer",
    ]) {
      const { status } = await victim.browser.get("me", { headers: { Authorization } });
      expect(status, Authorization.slice(0, 8)).toBe(401);
    }
  });
});

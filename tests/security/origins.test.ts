import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { handle } from "@/lib/http/handle";
import { requireOwnOrigin } from "@/lib/http/origin";
import { newMember } from "@/tests/admin/team";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { fingerprint } from "@/tests/support/fingerprint";
import { measured } from "@/tests/support/proof";
import { dispatch } from "@/tests/support/routes";
import { ROWS } from "./rows";
import { addressOf, makeThings, type Things } from "./things";

/** An admin who owns what the requests are about: nothing but the Origin stands in the way. */
let victim: Caller;
let studio: Studio;
let things: Things;
const PARTNER = "https://partner.example";
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000", CORS_ORIGINS: `${PARTNER}, https://second.example:8443` });
  await studio.startWorker();
  victim = await newMember(studio, "admin", 50);
  things = await makeThings(studio, victim);
  await studio.stopWorker();
});
afterAll(() => studio.close());

const SAFE = ["GET", "HEAD", "OPTIONS"];
const MUTATIONS = ENDPOINTS.filter(({ method }) => !SAFE.includes(method)).map(
  ({ method, path }) => `${method} ${path}`,
);
const NOT_OURS = "This request did not come from our own pages.";
const cookie = () => ({ Cookie: `studio_access=${victim.token}` });

const hostOf = () => new URL(studio.origin).host;
/** What a browser says of a request that another site's page has made, and what somebody may try to say. */
const foreign = (): Record<string, string>[] => [
  ...[
    ...["https://evil.example", "null", `${studio.origin}.evil.example`, `http://${hostOf()}@evil.example`],
    ...[`http://evil.example/${studio.origin}`, `http://evil-${hostOf()}`, studio.origin.replace(/:\d+$/, ":1")],
    ...[
      studio.origin.replace(/:\d+$/, ""),
      studio.origin.replace("http:", "https:"),
      `${studio.origin}, https://evil.example`,
    ],
    ...["file://", "chrome-extension://abc", "http://127.0.0.1.evil.example", PARTNER, `x${studio.origin}`],
  ].map((Origin) => ({ Origin })),
  ...["cross-site", "same-site", "none", "SAME-ORIGIN", "same-origin, cross-site"].map((site) => ({
    "Sec-Fetch-Site": site,
  })),
  {},
  { Referer: "https://evil.example/" },
  { Referer: "http://localhost/" },
  { Origin: "https://evil.example", "Sec-Fetch-Site": "same-origin" },
];

const request = (operation: string, headers: Record<string, string>, body?: string) =>
  new Request(new URL(addressOf(operation, studio.origin, things), studio.origin), {
    method: operation.split(" ")[0] ?? "",
    headers: { "Idempotency-Key": crypto.randomUUID(), ...headers },
    ...(body === undefined ? {} : { body }),
  });

function bodyOf(operation: string): string {
  const body: unknown = ROWS[operation]?.body ?? {};
  return JSON.stringify(typeof body === "function" ? body(things) : body);
}

async function outcome(operation: string, headers: Record<string, string>, body = bodyOf(operation)) {
  const response = await dispatch(request(operation, { "Content-Type": "application/json", ...headers }, body));
  const text = await response.text();
  return {
    status: response.status,
    isNotOurs: response.status === 403 && text.includes(NOT_OURS),
    headers: response.headers,
  };
}

describe("every change that a browser's cookies could make", () => {
  it("is refused to every page but ours, and changes nothing", async (context) => {
    expect(MUTATIONS.length).toBeGreaterThan(80);
    const before = await fingerprint(studio.sql);
    const through: string[] = [];
    for (const operation of MUTATIONS) {
      for (const headers of foreign()) {
        const { status, isNotOurs } = await outcome(operation, { ...cookie(), ...headers });
        if (!isNotOurs) through.push(`${operation} ${JSON.stringify(headers)}: ${status}`);
      }
    }
    expect(through).toEqual([]);
    expect(await fingerprint(studio.sql)).toEqual(before);
    measured(context, { mutations: MUTATIONS.length, "ways to come from elsewhere": foreign().length });
  });

  it("is refused from elsewhere as a form or as text, which browsers send without asking first", async () => {
    const types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""];
    const through: string[] = [];
    for (const operation of MUTATIONS) {
      for (const type of types) {
        const headers = { ...cookie(), Origin: "https://evil.example", "Content-Type": type };
        if (!(await outcome(operation, headers)).isNotOurs) through.push(`${operation} as ${type}`);
      }
    }
    expect(through).toEqual([]);
    const ours = { ...cookie(), Origin: studio.origin, "Content-Type": "text/plain" };
    expect((await outcome("PATCH /api/auth/me", ours)).status).toBe(400);
  });

  it("is refused to a page that has no cookies, too: nobody is signed in to an account of another's choice", async () => {
    for (const operation of ["POST /api/auth/login", "POST /api/auth/register", "POST /api/auth/refresh"])
      expect((await outcome(operation, { Origin: "https://evil.example" })).isNotOurs).toBe(true);
  });

  it("can't be made by reading: no header or parameter turns a GET into it, and no GET changes anything", async () => {
    const before = await fingerprint(studio.sql);
    const overrides = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"].map((name) => ({
      [name]: "DELETE",
    }));
    for (const operation of Object.keys(ROWS).filter((one) => one.startsWith("GET ") && !one.includes("/events"))) {
      for (const lie of [{}, ...overrides] as Record<string, string>[]) {
        const asked = request(operation, { ...cookie(), ...lie, Origin: "https://evil.example" });
        const address = new URL(asked.url);
        address.searchParams.set("_method", "DELETE");
        const isSigned = address.searchParams.has("sig");
        const response = await dispatch(isSigned ? asked : new Request(address, asked));
        await response.body?.cancel();
        expect(response.status, operation).toBeLessThan(500);
      }
    }
    expect(await fingerprint(studio.sql)).toEqual(before);
  });

  it("control: with our own Origin the same calls get past that door, and the fingerprint sees what they do", async () => {
    const before = await fingerprint(studio.sql);
    const stopped: string[] = [];
    const ending = /logout|password|sessions/;
    const inOrder = [...MUTATIONS].sort((a, b) => Number(ending.test(a)) - Number(ending.test(b)));
    const ours = [{ Origin: studio.origin }, { Origin: studio.origin.replace("127.0.0.1", "localhost") }];
    for (const [at, operation] of inOrder.entries()) {
      const headers = at % 3 === 2 ? { "Sec-Fetch-Site": "same-origin" } : ours[at % 3];
      if ((await outcome(operation, { ...cookie(), ...(headers as Record<string, string>) })).isNotOurs)
        stopped.push(operation);
    }
    expect(stopped).toEqual([]);
    const after = await fingerprint(studio.sql);
    expect(Object.keys(after).filter((table) => after[table] !== before[table]).length).toBeGreaterThan(5);
  });

  it("control: a route that is not made by handle() has no such door, which is what the first test would see", async () => {
    const bare = async (_: Request) => new Response(null, { status: 204 });
    const foreignCall = request("POST /api/auth/logout", { ...cookie(), Origin: "https://evil.example" });
    expect((await bare(foreignCall)).status).toBe(204);
    const endpoint = ENDPOINTS.find(({ method, path }) => `${method} ${path}` === "POST /api/auth/logout");
    if (!endpoint) throw new Error("No such endpoint");
    const made = handle(endpoint, { auth: "anybody", rateLimit: null }, async () => undefined);
    expect((await made(foreignCall, { params: Promise.resolve(undefined) })).status).toBe(403);
  });
});

describe("the rule about origins", () => {
  const production = { APP_URL: "https://app.example" };
  const isOwn = (headers: Record<string, string>, env = production) => {
    try {
      requireOwnOrigin(new Request("https://app.example/api/x", { method: "POST", headers }), env);
      return true;
    } catch {
      return false;
    }
  };

  it("in production takes one origin to the letter", () => {
    const close = [
      ...["https://app.example.evil", "https://app.example:8443", "http://app.example", "https://www.app.example"],
      ...[
        "https://app.example.",
        "https://APP.example",
        "https://app.example/",
        "https://evilapp.example",
        "null",
        " ",
      ],
      ...["http://localhost:3000", "http://127.0.0.1", "https://xn--app-example", "https://app.example%2eevil"],
    ];
    expect(close.filter((Origin) => isOwn({ Origin, Cookie: "a=b" }))).toEqual([]);
    expect(isOwn({ Origin: "https://app.example", Cookie: "a=b" })).toBe(true);
    expect(isOwn({ "Sec-Fetch-Site": "same-origin", Cookie: "a=b" })).toBe(true);
  });

  it("leaves out whoever brings a token of their own, and those without any cookie or Origin: no browser is behind them", () => {
    expect(isOwn({ Origin: "https://evil.example", Authorization: "Bearer x" })).toBe(true);
    expect(isOwn({})).toBe(true);
  });

  it("a header that only looks like a token lets no cookie in", async () => {
    for (const Authorization of ["x", "Basic eDp4", "Bearer", "Bearer not.a.token"]) {
      const headers = { ...cookie(), Authorization, Origin: "https://evil.example" };
      expect((await outcome("PATCH /api/notifications/settings", headers)).status).toBe(401);
    }
  });
});

describe("CORS", () => {
  const ask = async (Origin: string, method = "GET", more: Record<string, string> = {}) => {
    const asked = new Request(new URL("/api/studio/community/feed", studio.origin), {
      method,
      headers: { Origin, ...more },
    });
    const response = await dispatch(asked);
    await response.body?.cancel();
    return response.headers;
  };
  const strangers = () => [
    ...["https://evil.example", "null", `${PARTNER}.evil.example`, `${PARTNER}:8443`, PARTNER.replace("https", "http")],
    ...[
      `${PARTNER}/`,
      "https://sub.partner.example",
      "https://PARTNER.example",
      "*",
      "https://second.example",
      studio.origin,
    ],
  ];

  it("names the origins of CORS_ORIGINS to the letter, never a star, and never lets cookies along", async () => {
    for (const origin of [PARTNER, "https://second.example:8443"]) {
      for (const method of ["GET", "OPTIONS"]) {
        const headers = await ask(origin, method, { "Access-Control-Request-Method": "POST" });
        expect(headers.get("access-control-allow-origin")).toBe(origin);
        expect(headers.get("access-control-allow-credentials")).toBeNull();
      }
    }
    const preflight = await ask(PARTNER, "OPTIONS", { "Access-Control-Request-Headers": "Authorization, X-Evil" });
    expect(preflight.get("access-control-allow-headers")).toBe("Authorization, Content-Type, Idempotency-Key");
    for (const origin of strangers()) {
      for (const method of ["GET", "OPTIONS"]) {
        const headers = [...(await ask(origin, method)).keys()].filter((name) => name.startsWith("access-control"));
        expect(headers, origin).toEqual([]);
      }
    }
  });

  it("tells caches that the answer hangs on the Origin, to those who are not named as well", async () => {
    for (const origin of [PARTNER, ...strangers()]) {
      for (const method of ["GET", "OPTIONS"])
        expect((await ask(origin, method)).get("vary"), origin).toMatch(/\borigin\b/i);
    }
  });

  it("a named origin's cookies are worth nothing, its tokens are", async () => {
    expect((await outcome("PATCH /api/notifications/settings", { ...cookie(), Origin: PARTNER })).isNotOurs).toBe(true);
    const fresh = await studio.newUser();
    const headers = { Authorization: `Bearer ${fresh.token}`, Origin: PARTNER };
    const answer = await outcome("PATCH /api/notifications/settings", headers);
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, PARTNER]);
  });
});

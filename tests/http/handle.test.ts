import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import type { World } from "@/lib/db/ctx";
import { answerOnce, routeHash } from "@/lib/db/idempotency";
import { type Auth, type HandlerArgs, handle, type RouteHandler } from "@/lib/http/handle";
import { provideWorld } from "@/lib/http/world";
import { ORIGIN, openSmallWorld, type SmallWorld, WIDE } from "./small-world";

let small: SmallWorld;
let logged: { level: string; event: string; fields?: Record<string, unknown> }[];
/** Whoever was counted, and under which rule; the rule `register` is used up. */
let counted: [string, string][];
beforeAll(async () => {
  small = await openSmallWorld({ CORS_ORIGINS: "https://friend.example" });
});
afterAll(() => small.close());
beforeEach(() => {
  [logged, counted] = [[], []];
  const note = (level: string) => (event: string, fields?: Record<string, unknown>) =>
    void logged.push({ level, event, fields });
  const consume = async (rule: string, who: string) => {
    counted.push([rule, who]);
    if (rule === "register") throw new AppError("rate_limited", "Later.", { retryAfterSeconds: 7 });
    return WIDE;
  };
  provideWorld({
    ...small.world,
    limits: { ...small.world.limits, consume } as World["limits"],
    log: { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") },
  });
});

const member: SmallWorld["member"] = (who) => small.member(who);

const base = { path: "/api/things/{name}", summary: "A thing", tag: "Test" } as const;
const reads = endpoint({ ...base, method: "GET", response: z.unknown() });
const writes = endpoint({
  ...{ ...base, method: "POST", response: z.unknown(), idempotent: true },
  body: z.object({ size: z.number(), parts: z.optional(z.array(z.object({ id: z.number() }))) }),
});

type Sent = { method?: string; headers?: Record<string, string>; body?: unknown; query?: string; name?: string };
const send = (handler: RouteHandler, { method = "GET", headers = {}, body, query = "", name = "one" }: Sent = {}) =>
  handler(
    new Request(`${ORIGIN}/api/things/${encodeURIComponent(name)}${query}`, {
      method,
      headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
    { params: Promise.resolve({ name }) },
  );

/** A handler that tells who called. */
const whoami = (auth: Auth) =>
  handle(reads, { auth, rateLimit: "read" }, async ({ ctx, params }) => ({ actor: ctx.actor, params, ip: ctx.ip }));

describe("who may call", () => {
  it.each<[Auth, number[]]>([
    ["anybody", [200, 200, 200, 200, 200]],
    ["user", [401, 200, 200, 200, 200]],
    ["verified", [401, 403, 200, 200, 200]],
    ["moderator", [401, 403, 403, 200, 200]],
    ["admin", [401, 403, 403, 403, 200]],
  ])("%s: nobody, unverified, verified, moderator and admin are told %s", async (auth, expected) => {
    const callers = [
      await member({ isVerified: false }),
      await member(),
      await member({ role: "moderator" }),
      await member({ role: "admin" }),
    ];
    const answers = [await send(whoami(auth))];
    for (const { bearer } of callers) answers.push(await send(whoami(auth), { headers: bearer }));
    expect(answers.map(({ status }) => status)).toEqual(expected);
  });

  it("an unverified moderator or admin is none", async () => {
    for (const role of ["moderator", "admin"] as const) {
      const { bearer } = await member({ role, isVerified: false });
      expect((await send(whoami(role), { headers: bearer })).status).toBe(403);
    }
  });

  it("knows the caller by Bearer or by the cookie, and a header that is no Bearer hides the cookie", async () => {
    const { id, sessionId, token, bearer } = await member();
    const actor = { kind: "user", userId: id, sessionId, role: "user", isVerified: true };
    const cookie = { Cookie: `a=b; studio_access=${token}` };
    const actorOf = async (headers: Record<string, string>) => {
      const response = await send(whoami("anybody"), { headers });
      return response.status === 200 ? (await response.json()).actor : response.status;
    };
    expect(await actorOf(bearer)).toEqual(actor);
    expect(await actorOf(cookie)).toEqual(actor);
    for (const Authorization of [
      `bearer ${token}`,
      `Bearer ${token} x`,
      `x Bearer ${token}`,
      `Bearer  ${token}`,
      token,
    ])
      expect(await actorOf({ ...cookie, Authorization })).toEqual({ kind: "nobody" });
    expect(await actorOf({ Cookie: `studio_refresh=${token}` })).toEqual({ kind: "nobody" });
    expect(await actorOf({ Authorization: "Bearer nonsense" })).toEqual({ kind: "nobody" });
  });

  it("asks where a mutation came from before anything else", async () => {
    const handler = handle(writes, { auth: "user", rateLimit: "write" }, async () => ({}));
    const { token } = await member();
    const headers = { Cookie: `studio_access=${token}`, Origin: "https://evil.example" };
    expect((await send(handler, { method: "POST", headers, body: { size: 1 } })).status).toBe(403);
    expect(counted).toEqual([]);
  });
});

describe("what the verb is given", () => {
  const given = async (sent: Sent, auth: Auth = "anybody") => {
    let seen: Pick<HandlerArgs<typeof reads, "anybody">, "ctx" | "params" | "query"> | undefined;
    const handler = handle(reads, { auth, rateLimit: null }, async (args) => {
      seen = args;
    });
    const { status } = await send(handler, sent);
    return { status, seen };
  };

  it("address, browser and device of the caller, the user agent cut", async () => {
    const device = "0f0f0f0f-1111-4222-8333-444444444444";
    const headers = {
      ...{ "X-Forwarded-For": "203.0.113.9, 198.51.100.4", "User-Agent": "u".repeat(400) },
      Cookie: `studio_device=${device}`,
    };
    const { seen } = await given({ headers });
    expect(seen?.ctx).toMatchObject({ ip: "198.51.100.4", userAgent: "u".repeat(300), deviceId: device });
    expect((await given({})).seen?.ctx.userAgent).toBe("");
    expect(seen?.params).toEqual({ name: "one" });
  });

  it("nothing that was not asked for: a query without a schema is not passed on, and a NUL in an address is no name", async () => {
    expect((await given({ query: "?a=1" })).seen?.query).toBeUndefined();
    expect((await given({ name: "a\0b" })).status).toBe(404);
  });

  it("a parsed query without NUL, or a refusal that names the fields, twenty at most", async () => {
    const asking = endpoint({ ...reads, query: z.object({ q: z.string() }) });
    const handler = handle(asking, { auth: "anybody", rateLimit: null }, async ({ query }) => query);
    expect(await (await send(handler, { query: "?q=a%00b&r=2" })).json()).toEqual({ q: "ab" });
    expect(await (await send(handler)).json()).toMatchObject({ status: 422, errors: [{ field: "q" }] });
    const { bearer } = await member();
    const refused = await send(
      handle(writes, { auth: "user", rateLimit: null }, async () => ({})),
      {
        ...{ method: "POST", headers: { ...bearer, "Idempotency-Key": "k" } },
        body: { size: 1, parts: Array.from({ length: 25 }, () => ({ id: "x" })) },
      },
    );
    const { errors, detail } = await refused.json();
    expect([refused.status, errors.length, errors[0].field]).toEqual([422, 20, "parts.0.id"]);
    expect(detail).toBe(errors[0].message);
    const bodiless = handle(writes, { auth: "user", rateLimit: null }, async () => ({}));
    const empty = await send(bodiless, { method: "POST", headers: { ...bearer, "Idempotency-Key": "k" } });
    expect((await empty.json()).errors).toMatchObject([{ field: "size" }]);
  });

  it("a form only where the endpoint takes one", async () => {
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const body = z.object({ ids: z.array(z.string()) });
    const plain = endpoint({ ...base, method: "POST", body, response: z.unknown() });
    const statusOf = async (one: typeof plain, headers: Record<string, string>, text: string) => {
      const handler = handle(one, { auth: "anybody", rateLimit: null }, async ({ body }) => body);
      const response = await send(handler, { method: "POST", headers, body: text });
      return response.status === 200 ? response.json() : response.status;
    };
    expect(await statusOf(plain, form, "ids=a&ids=b")).toBe(400);
    const forms = endpoint({ ...plain, acceptsForm: true });
    expect(await statusOf(forms, form, "ids=a&ids=b")).toEqual({ ids: ["a", "b"] });
    expect(await statusOf(forms, {}, '{"ids":["c"]}')).toEqual({ ids: ["c"] });
  });
});

describe("rate limits", () => {
  it("count a user by id and nobody by address, or not at all where the verb counts", async () => {
    const { id, bearer } = await member();
    await send(whoami("anybody"), { headers: bearer });
    await send(whoami("anybody"), { headers: { "X-Forwarded-For": "203.0.113.9" } });
    await send(handle(reads, { auth: "anybody", rateLimit: null }, async () => ({})));
    expect(counted).toEqual([
      ["read", id],
      ["read", "203.0.113.9"],
    ]);
  });

  it("refuse before the verb runs, and count before the body of an ordinary call is read", async () => {
    let runs = 0;
    const plain = endpoint({ ...base, method: "POST", body: z.object({ size: z.number() }) });
    const handler = handle(plain, { auth: "anybody", rateLimit: "register" }, async () => void runs++);
    const refused = await send(handler, { method: "POST", body: "no json" });
    expect([refused.status, refused.headers.get("retry-after"), runs]).toEqual([429, "7", 0]);
  });
});

describe("an Idempotency-Key", () => {
  const scopeOf = (accountId: string, key: string) => ({ accountId, route: "POST /api/things/{name}", key });
  const verb = (auth: Auth, rateLimit: "write" | "register" = "write") =>
    handle(writes, { auth, rateLimit }, async ({ idempotencyKey }) => ({ ran: idempotencyKey }));

  it.each([
    ["", 422],
    ["a b", 422],
    ["x".repeat(256), 422],
    ["é", 422],
    ["x".repeat(255), 200],
    ["!~", 200],
  ])("%s is answered %i", async (key, status) => {
    const { bearer } = await member();
    const headers = { ...bearer, ...(key ? { "Idempotency-Key": key } : {}) };
    const answer = await send(verb("user"), { method: "POST", headers, body: { size: 1 } });
    const { errors, ran } = await answer.json();
    expect([answer.status, errors?.[0].field ?? ran]).toEqual([status, status === 200 ? key : "Idempotency-Key"]);
  });

  it("that was answered gets that answer without being counted, and another request under it is refused", async () => {
    const { id, bearer } = await member();
    const hash = routeHash({ name: "one" }, { size: 1 });
    await answerOnce(small.world, scopeOf(id, "k"), hash, async () => ({ ok: { stored: true } }));
    const sent = { method: "POST", headers: { ...bearer, "Idempotency-Key": "k" }, body: { size: 1 } };
    expect(await (await send(verb("user", "register"), sent)).json()).toEqual({ stored: true });
    expect(counted).toEqual([]);
    for (const other of [
      { ...sent, body: { size: 2 } },
      { ...sent, name: "two" },
    ])
      expect((await send(verb("user"), other)).status).toBe(409);
    const anotherKey = { ...sent, headers: { ...bearer, "Idempotency-Key": "l" } };
    expect(await (await send(verb("user"), anotherKey)).json()).toEqual({ ran: "l" });
    expect(counted).toEqual([["write", id]]);
    expect((await send(verb("user", "register"), anotherKey)).status).toBe(429);
  });

  it("is its user's own: the same key of somebody else, or of nobody, is new", async () => {
    const [mine, other] = [await member(), await member()];
    const hash = routeHash({ name: "one" }, { size: 1 });
    await answerOnce(small.world, scopeOf(mine.id, "k"), hash, async () => ({ ok: { stored: true } }));
    const sent = { method: "POST", headers: { "Idempotency-Key": "k" } as Record<string, string>, body: { size: 1 } };
    expect(await (await send(verb("anybody"), sent)).json()).toEqual({ ran: "k" });
    expect(await (await send(verb("user"), { ...sent, headers: { ...sent.headers, ...other.bearer } })).json()).toEqual(
      {
        ran: "k",
      },
    );
  });

  it("is not looked at where the endpoint takes none", async () => {
    const { id, bearer } = await member();
    const scope = { ...scopeOf(id, "k"), route: "GET /api/things/{name}" };
    for (const key of ["k", ""])
      await answerOnce(small.world, { ...scope, key }, "any hash", async () => ({ ok: { stored: true } }));
    const answer = await send(whoami("user"), { headers: { ...bearer, "Idempotency-Key": "k" } });
    expect([answer.status, (await answer.json()).params]).toEqual([200, { name: "one" }]);
    expect((await send(whoami("user"), { headers: bearer })).status).toBe(200);
  });
});

describe("the answer", () => {
  const answers = (answer: () => Promise<unknown>, more: object = {}, statusOf?: (answer: unknown) => number) =>
    handle({ ...reads, ...more }, { auth: "anybody", rateLimit: null, statusOf }, answer as never);

  it("has the status of its kind: 200, 204, the endpoint's own, or what the answer decides", async () => {
    const statusOf = async (handler: RouteHandler) => (await send(handler)).status;
    expect(await statusOf(answers(async () => ({})))).toBe(200);
    expect(await statusOf(answers(async () => undefined))).toBe(204);
    expect(await statusOf(answers(async () => ({}), { status: 201 }))).toBe(201);
    expect(await statusOf(answers(async () => undefined, { status: 205 }))).toBe(205);
    expect(
      await statusOf(
        answers(
          async () => ({ waits: true }),
          { status: 201 },
          () => 202,
        ),
      ),
    ).toBe(202);
    expect(await statusOf(answers(async () => new Response("x", { status: 206 })))).toBe(206);
  });

  it("is never stored unless the verb says so, carries its request's id, and opens to named origins only", async () => {
    const plain = await send(
      answers(async () => ({})),
      { headers: { Origin: "https://friend.example" } },
    );
    expect(plain.headers.get("cache-control")).toBe("no-store");
    expect(plain.headers.get("x-request-id")).toMatch(/^req_/);
    expect(plain.headers.get("access-control-allow-origin")).toBe("https://friend.example");
    const other = await send(
      answers(async () => new Response("x", { headers: { "Cache-Control": "max-age=5" } })),
      { headers: { Origin: "https://evil.example" } },
    );
    expect(other.headers.get("cache-control")).toBe("max-age=5");
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
    expect(logged).toMatchObject([
      { level: "debug", fields: { status: 200, method: "GET", path: "/api/things/{name}" } },
      { level: "debug" },
    ]);
    const ms = Number(logged[0]?.fields?.ms);
    expect(ms >= 0 && ms < 60_000).toBe(true);
  });

  it("to HEAD has no body, and what would have been read is let go", async () => {
    let isLetGo = false;
    const cancel = () => {
      isLetGo = true;
    };
    const body = new ReadableStream({ cancel });
    const head = await send(
      answers(async () => new Response(body, { status: 206 })),
      { method: "HEAD" },
    );
    expect([head.status, head.body, isLetGo]).toEqual([206, null, true]);
    expect(await (await send(answers(async () => ({ a: 1 })))).text()).toBe('{"a":1}');
    expect(
      (
        await send(
          answers(async () => undefined),
          { method: "HEAD" },
        )
      ).status,
    ).toBe(204);
  });

  it("signs in and out by cookies, also when the verb then refuses", async () => {
    const at = new Date(Date.now() + 60_000);
    const tokens = { accessToken: "a", accessExpiresAt: at, refreshToken: "r", refreshExpiresAt: at };
    const handler = (does: "set" | "clear") =>
      handle(reads, { auth: "anybody", rateLimit: null }, async ({ session }) => {
        if (does === "set") session.set(tokens);
        else session.clear();
        throw new AppError("conflict", "No.");
      });
    const [signedIn, signedOut] = [await send(handler("set")), await send(handler("clear"))];
    const names = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    expect(names(signedIn)).toEqual(["studio_access=a", "studio_refresh=r", expect.stringMatching(/^studio_device=/)]);
    expect(names(signedOut)).toEqual(["studio_access=", "studio_refresh="]);
    expect(signedIn.status).toBe(409);
  });

  it("to a failure tells nothing of it, and the log all; a refusal is no failure", async () => {
    const failure = new Error("the secret of the house");
    const failed = await send(
      answers(async () => {
        throw failure;
      }),
    );
    const told = await failed.text();
    expect([failed.status, told.includes("secret"), JSON.parse(told).requestId]).toEqual([
      ...[500, false, failed.headers.get("x-request-id")],
    ]);
    const errors = () => logged.filter(({ level }) => level === "error");
    expect(errors()).toMatchObject([{ fields: { error: failure, path: "/api/things/{name}" } }]);
    const refusing = (error: unknown) =>
      send(
        answers(async () => {
          throw error;
        }),
      );
    expect((await refusing(new AppError("conflict", "No."))).status).toBe(409);
    expect(errors()).toHaveLength(1);
    expect((await refusing(Object.assign(new Error("away"), { code: "ECONNREFUSED" }))).status).toBe(503);
    expect(errors()).toHaveLength(2);
    expect((await refusing(new AppError("internal_error", "Known and bad."))).status).toBe(500);
    expect(errors()).toHaveLength(3);
  });

  it("comes also where Next has no parameters to give", async () => {
    const request = new Request(`${ORIGIN}/api/things`);
    const none = await whoami("anybody")(request, { params: Promise.resolve(undefined) });
    expect((await none.json()).params).toEqual({});
    expect(whoami("anybody")).toHaveProperty("method", "GET");
  });
});

it("what a key's request was is told by a hash that knows no order, and keeps lists and addresses apart", () => {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(routeHash({}, { b: 1, a: { d: [2, { f: null, e: undefined }], c: undefined } })).toBe(
    hash('{"a":{"d":[2,{"f":null}]},"b":1}'),
  );
  expect(routeHash({}, { b: 1, a: 2 })).toBe(routeHash({}, { a: 2, b: 1 }));
  expect(routeHash({ name: "one" }, 1)).toBe(hash('{"body":1,"params":{"name":"one"}}'));
  expect(routeHash({}, [1, 2])).not.toBe(routeHash({}, [2, 1]));
  expect(routeHash({}, [1, 2])).toBe(hash("[1,2]"));
});

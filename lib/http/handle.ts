import * as z from "zod/mini";
import type { BodyOf, Endpoint, Method, ParamsOf, QueryOf, ResponseOf } from "@/lib/core/endpoint";
import { AppError, type ErrorCode, type LimitStanding, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { RateRule } from "@/lib/core/rate-rules";
import { withoutNul } from "@/lib/core/text";
import type { Actor, AdminActor, Ctx, ModeratorActor, Nobody, UserActor, World } from "@/lib/db/ctx";
import { findStoredOutcome, replay, routeHash } from "@/lib/db/idempotency";
import { noteRequest } from "@/lib/db/span";
import { authenticate } from "@/lib/domain/identity/authenticate";
import { hasRole } from "@/lib/domain/identity/roles";
import { clientAddress } from "./client-address";
import { corsHeaders } from "./cors";
import { countRequest } from "./metrics";
import { requireOwnOrigin } from "./origin";
import { problemResponse, toAppError } from "./problem";
import { notedLimits, rateLimitHeaders } from "./rate-limit-headers";
import { isForm, readForm, readJson } from "./read-body";
import {
  clearedCookies,
  cookieNames,
  readCookie,
  readDeviceId,
  type SessionTokens,
  sessionCookies,
} from "./session-cookies";
import { world } from "./world";

/**
 * Who may call: anybody (`actor` may still be a user), somebody signed in, somebody whose e-mail is verified, or the team (an admin may do
 * what a moderator may). It has no default: forgetting it does not compile.
 */
export type Auth = "anybody" | "user" | "verified" | "moderator" | "admin";
type ActorFor<A extends Auth> = A extends "anybody"
  ? Nobody | UserActor
  : A extends "moderator"
    ? ModeratorActor
    : A extends "admin"
      ? AdminActor
      : UserActor;

export type Options<A extends Auth> = {
  auth: A;
  /** Counted per user, or per address for nobody. `null` where the verb counts by itself. */
  rateLimit: RateRule | null;
  /** Where the answer decides on the status of success: what only waits is 202. */
  statusOf?: (answer: unknown) => number;
};

export type HandlerArgs<E extends Endpoint, A extends Auth> = {
  ctx: Ctx<ActorFor<A>>;
  body: BodyOf<E>;
  query: QueryOf<E>;
  params: ParamsOf<E>;
  /** Present on endpoints that are `idempotent`. */
  idempotencyKey: string;
  request: Request;
  session: { set(tokens: SessionTokens): void; clear(): void };
};

/** What a verb resolves to; nothing where the endpoint answers 204. */
type Answer<E> = E extends { response: z.ZodMiniType }
  ? Promise<ResponseOf<E> | Response>
  : Promise<Response | undefined> | Promise<void>;

export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined> | undefined> },
) => Promise<Response>;

const BEARER = /^Bearer ([\w.~+/-]+=*)$/;

async function identify(on: World, request: Request): Promise<Nobody | UserActor> {
  const header = request.headers.get("authorization");
  const token = header
    ? BEARER.exec(header)?.[1]
    : readCookie(request.headers.get("cookie"), cookieNames(on.env).access);
  const actor = token ? await authenticate(on, token) : undefined;
  return actor ?? { kind: "nobody" };
}

function authorise(actor: Nobody | UserActor, auth: Auth): void {
  if (auth === "anybody") return;
  if (actor.kind === "nobody") throw new AppError("unauthorized", "Sign in to do this.");
  if (auth === "user") return;
  if (!actor.isVerified) {
    throw new AppError("forbidden", "Please verify your e-mail address first: open the link we sent you.");
  }
  if (auth !== "verified" && !hasRole(actor, auth))
    throw new AppError("forbidden", "This is for the team of this studio.");
}

const fieldOf = (path: PropertyKey[]) => path.map(String).join(".");

function parse<T extends z.ZodMiniType>(schema: T | undefined, input: unknown): z.output<T> | undefined {
  if (!schema) return undefined;
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, 20).map(({ path, message }) => ({ field: fieldOf(path), message }));
  throw new AppError("validation_failed", errors[0]?.message ?? "Please check your input.", { errors });
}

function queryOf(request: Request): Record<string, string> {
  const given = [...new URL(request.url).searchParams];
  return Object.fromEntries(given.map(([name, value]) => [name, withoutNul(value)]));
}

function readBody(endpoint: Endpoint, request: Request): Promise<unknown> {
  return endpoint.acceptsForm && isForm(request) ? readForm(request) : readJson(request);
}

function readIdempotencyKey(request: Request): string {
  const key = request.headers.get("idempotency-key") ?? "";
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = "Send an Idempotency-Key header of 1 to 255 visible ASCII characters, new for each new intent.";
  throw new AppError("validation_failed", message, { errors: [{ field: "Idempotency-Key", message }] });
}

function toResponse(endpoint: Endpoint, result: unknown, statusOf?: Options<Auth>["statusOf"]): Response {
  if (result instanceof Response) return result;
  if (result === undefined) return new Response(null, { status: endpoint.status ?? 204 });
  return Response.json(result, { status: statusOf?.(result) ?? endpoint.status ?? 200 });
}

/** Of answers that say nothing else: nobody keeps them, and opened by itself or in a frame one runs and shows nothing. */
const DEFAULTS: [string, string][] = [
  ["Cache-Control", "no-store"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
];

/** Refusals that tell an operator of somebody who tries doors (OWASP ASVS 5.0, 16.3.2): not those of everybody who is not signed in. */
const isWatched = (code: ErrorCode, request: Request) =>
  code === "forbidden" || code === "rate_limited" || (code === "unauthorized" && request.headers.has("authorization"));

/** Next answers HEAD with the handler of GET and reads nothing: an open file would stay open. */
async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}

/**
 * Turns a verb into a route handler: origin, session, role, stored answer, rate limit, parsing, then the verb; refusals become
 * problem+json (RFC 9457). The only place that knows HTTP statuses and cookies.
 */
export function handle<const E extends Endpoint, A extends Auth>(
  endpoint: E,
  options: Options<A>,
  verb: (args: HandlerArgs<E, A>) => Answer<E>,
): RouteHandler & { method: Method } {
  const run: RouteHandler = async (request, route) => {
    const on = world();
    const requestId = newId("request");
    noteRequest(requestId);
    const startedAt = performance.now();
    const cookies: string[] = [];
    const counted: LimitStanding[] = [];
    const limits = notedLimits(on.limits, counted);
    const ip = clientAddress(request.headers, on.env.TRUSTED_PROXY_HOPS);
    let userId: string | undefined;
    let response: Response;
    try {
      requireOwnOrigin(request, on.env);
      const actor = await identify(on, request);
      userId = actor.kind === "user" ? actor.userId : undefined;
      authorise(actor, options.auth);
      const userAgent = (request.headers.get("user-agent") ?? "").slice(0, 300);
      const deviceId = readDeviceId(request.headers, on.env);
      const ctx: Ctx<Actor> = { ...on, limits, actor, requestId, ip, userAgent, deviceId };
      const who = actor.kind === "user" ? actor.userId : ip;
      const limit = async () => void (options.rateLimit && (await limits.consume(options.rateLimit, who)));
      if (!endpoint.idempotent) await limit();

      // Next has none for routes without any, whatever its types say.
      const params = (await route.params) ?? {};
      // Nothing is called so, and the database could not even look for it.
      if (Object.values(params).some((value) => String(value).includes("\0"))) throw notFound();
      const query = parse(endpoint.query, queryOf(request));
      const body = endpoint.body ? parse(endpoint.body, (await readBody(endpoint, request)) ?? {}) : undefined;
      const idempotencyKey = endpoint.idempotent ? readIdempotencyKey(request) : "";
      const stored =
        endpoint.idempotent && actor.kind === "user"
          ? await findStoredOutcome(
              on,
              { accountId: actor.userId, route: `${endpoint.method} ${endpoint.path}`, key: idempotencyKey },
              routeHash(params, body),
            )
          : undefined;
      if (endpoint.idempotent && !stored) await limit();

      const session = {
        set: (tokens: SessionTokens) => void cookies.push(...sessionCookies(on.env, tokens, deviceId)),
        clear: () => void cookies.push(...clearedCookies(on.env)),
      };
      // The generics say what `parse` and `authorise` have just checked.
      const args = { ctx, body, query, params, idempotencyKey, request, session } as unknown as HandlerArgs<E, A>;
      response = toResponse(endpoint, stored ? replay(stored) : await verb(args), options.statusOf);
    } catch (error) {
      const refusal = toAppError(error);
      if (refusal.code === "internal_error" || refusal !== error)
        on.log.error("request failed", { requestId, path: endpoint.path, error });
      if (isWatched(refusal.code, request))
        on.log.warn("request refused", { requestId, ip, userId, path: endpoint.path, code: refusal.code });
      if (refusal.details.limit) counted.push(refusal.details.limit);
      response = problemResponse(refusal, requestId);
    }
    if (request.method === "HEAD") response = await withoutBody(response);
    // Responses of fetch or redirects have immutable headers; ours do not.
    for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
    for (const [name, value] of [...rateLimitHeaders(counted), ...DEFAULTS])
      if (!response.headers.has(name)) response.headers.set(name, value);
    response.headers.set("X-Request-Id", requestId);
    for (const [name, value] of corsHeaders(request, on.env)) response.headers.append(name, value);
    const ms = Math.round(performance.now() - startedAt);
    countRequest(endpoint, response.status, ms / 1000);
    on.log.debug("request", { requestId, method: request.method, path: endpoint.path, status: response.status, ms });
    return response;
  };
  return Object.assign(run, { method: endpoint.method });
}

import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { problemResponse } from "./problem";
import { world } from "./world";

/** Headers that belong to one connection, and those that are none of the sandbox's business. */
const DROPPED = [
  "connection",
  "keep-alive",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "host",
  "cookie",
  "content-length",
  "accept-encoding",
  "proxy-authorization",
  "proxy-connection",
  // fetch refuses to send it.
  "expect",
];

/**
 * `/sandbox/*` for browsers: streams to the sandbox's process and back (a rewrite would buffer and cut). 404 where no sandbox runs and in production.
 * It marks what comes through here, so that the sandbox's controls ask for their token.
 */
export async function sandboxDoor(request: Request): Promise<Response> {
  const { env, log } = world();
  const requestId = newId("request");
  const { pathname, search } = new URL(request.url);
  // What follows goes behind the sandbox's host: without a slash it could be part of the host's name.
  const [, rest] = /^\/sandbox(\/.*|)$/.exec(pathname) ?? [];
  if (!env.SANDBOX_URL || env.isProduction || rest === undefined)
    return problemResponse(notFound("This address"), requestId);
  const headers = new Headers(request.headers);
  for (const name of DROPPED) headers.delete(name);
  headers.set("x-sandbox-via", "app");
  try {
    const hasBody = request.method !== "GET" && request.method !== "HEAD";
    const answer = await fetch(`${env.SANDBOX_URL}${rest}${search}`, {
      method: request.method,
      headers,
      redirect: "manual",
      // A browser that leaves lets go of the sandbox, too.
      signal: request.signal,
      ...(hasBody ? { body: request.body, duplex: "half" } : {}),
    } as RequestInit);
    const kept = new Headers(answer.headers);
    for (const name of [...DROPPED, "content-encoding", "set-cookie"]) kept.delete(name);
    kept.set("X-Request-Id", requestId);
    if (!kept.has("Cache-Control")) kept.set("Cache-Control", "no-store");
    return new Response(answer.body, { status: answer.status, headers: kept });
  } catch (error) {
    log.warn("sandbox not reached", { requestId, error });
    return new Response("The sandbox is not running.", {
      status: 502,
      headers: { "Content-Type": "text/plain", "X-Request-Id": requestId },
    });
  }
}

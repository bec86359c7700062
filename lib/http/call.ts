import type { BodyInputOf, Endpoint, ParamsOf, QueryInputOf, ResponseOf } from "@/lib/core/endpoint";
import type { Problem } from "@/lib/core/errors";

/** A refusal as the server told it, or `offline` when no answer came. */
export class CallError extends Error {
  override readonly name = "CallError";
  constructor(
    readonly problem: Problem | undefined,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(problem?.detail ?? "No connection. Check your network and try again.");
  }
  get code(): Problem["code"] | "offline" {
    return this.problem?.code ?? "offline";
  }
  /** True when the request may have had its effect: retry with the same idempotency key. */
  get isIndefinite(): boolean {
    return this.problem === undefined || this.problem.status >= 500;
  }
  /**
   * True while the next try of the same intent has to go under the same idempotency key: nothing is stored under it yet, and an earlier try whose answer
   * was lost may still be waiting somewhere to have its effect (product.md 2: 401, 429 and 5xx are not stored).
   */
  get keepsKey(): boolean {
    return this.isIndefinite || this.code === "rate_limited" || this.code === "unauthorized";
  }
  fieldError(field: string): string | undefined {
    return this.problem?.errors?.find((error) => error.field === field)?.message;
  }
}

type Init<E> = {
  params?: ParamsOf<E>;
  query?: QueryInputOf<E>;
  body?: BodyInputOf<E>;
  idempotencyKey?: string;
  signal?: AbortSignal;
};

/** The address of an endpoint with its parameters filled in. */
export function urlOf<E extends Endpoint>(endpoint: E, init: Pick<Init<E>, "params" | "query"> = {}): string {
  const params: Record<string, string> = init.params ?? {};
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((init.query as Record<string, unknown> | undefined) ?? {})) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

let refreshing: Promise<boolean> | undefined;

/** One refresh at a time for the whole page. */
function refresh(): Promise<boolean> {
  refreshing ??= fetch("/api/auth/refresh", { method: "POST" })
    .then((response) => response.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new CallError(undefined, undefined);
  }
}

/**
 * Calls the API from the browser. An expired access token is refreshed once and the call repeated. Throws CallError; answers
 * are trusted to have the endpoint's shape, because both sides are built from one contract.
 */
export function call<const E extends Endpoint>(endpoint: E, init: Init<E> = {}): Promise<ResponseOf<E>> {
  const request: RequestInit = {
    method: endpoint.method,
    headers: {
      ...(init.body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(init.idempotencyKey ? { "Idempotency-Key": init.idempotencyKey } : {}),
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    ...(init.signal ? { signal: init.signal } : {}),
  };
  return ask(endpoint, urlOf(endpoint, init), request);
}

/** The same with a file as the body. */
export function upload<const E extends Endpoint>(endpoint: E, file: Blob): Promise<ResponseOf<E>> {
  return ask(endpoint, endpoint.path, { method: endpoint.method, body: file });
}

async function ask<E extends Endpoint>(endpoint: E, url: string, request: RequestInit): Promise<ResponseOf<E>> {
  let response = await send(url, request);
  if (response.status === 401 && !endpoint.path.startsWith("/api/auth/log") && (await refresh()))
    response = await send(url, request);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as ResponseOf<E>;
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  throw new CallError(problem?.code ? problem : undefined, Number(response.headers.get("Retry-After")) || undefined);
}

import type { Env } from "@/lib/env";

/**
 * No CORS by default; `CORS_ORIGINS` allows Bearer calls without credentials from the origins it names (product.md 9). Where it names any, each
 * answer hangs on the Origin, and caches are told so on every one: else they would hand an answer for nobody to an origin that may read it.
 */
export function corsHeaders(request: Request, env: Pick<Env, "CORS_ORIGINS">): [string, string][] {
  if (env.CORS_ORIGINS.length === 0) return [];
  const origin = request.headers.get("origin");
  if (!origin || !env.CORS_ORIGINS.includes(origin)) return [["Vary", "Origin"]];
  return [
    ["Vary", "Origin"],
    ["Access-Control-Allow-Origin", origin],
    [
      "Access-Control-Expose-Headers",
      "Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy, X-Request-Id",
    ],
  ];
}

export function preflight(request: Request, env: Pick<Env, "CORS_ORIGINS">, methods: string[]): Response {
  const headers = new Headers({ Allow: methods.join(", ") });
  for (const [name, value] of corsHeaders(request, env)) headers.append(name, value);
  if (headers.has("Access-Control-Allow-Origin")) {
    headers.set("Access-Control-Allow-Methods", methods.join(", "));
    headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key");
    headers.set("Access-Control-Max-Age", "600");
  }
  return new Response(null, { status: 204, headers });
}

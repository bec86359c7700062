import type { Env } from "@/lib/env";

/**
 * What a page may load: itself, and scripts that carry this request's nonce or were loaded by one that does. Styles may be inline,
 * because React writes `style` attributes; they run nothing.
 */
export function contentSecurityPolicy(nonce: string, env: Pick<Env, "APP_URL">): string {
  // React explains errors through eval while developing.
  const forDevelopment = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forDevelopment}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(env.APP_URL.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

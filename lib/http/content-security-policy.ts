import type { Env } from "@/lib/env";

/**
 * Where Razorpay's checkout frames, calls and draws from. There is no official list; this one agrees across public set-ups. Its script is loaded by one
 * of ours, so `strict-dynamic` allows it.
 */
const RAZORPAY = {
  frames: "https://api.razorpay.com https://checkout.razorpay.com",
  calls: "https://api.razorpay.com https://lumberjack.razorpay.com https://lumberjack-cx.razorpay.com",
  pictures: "https://cdn.razorpay.com",
};

/**
 * What a page may load: itself, and scripts that carry this request's nonce or were loaded by one that does. Styles may be inline,
 * because React writes `style` attributes; they run nothing.
 */
export function contentSecurityPolicy(
  nonce: string,
  env: Pick<Env, "APP_URL" | "RAZORPAY_KEY_ID" | "sandboxed">,
): string {
  // A page reached without a reload keeps the policy of the first one, so every page has it.
  const razorpay = env.RAZORPAY_KEY_ID && !env.sandboxed.payments ? RAZORPAY : undefined;
  const and = (sources: string | undefined) => (sources ? ` ${sources}` : "");
  // React explains errors through eval while developing.
  const forDevelopment = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forDevelopment}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${and(razorpay?.pictures)}`,
    "font-src 'self'",
    `connect-src 'self'${and(razorpay?.calls)}`,
    `frame-src 'self'${and(razorpay?.frames)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(env.APP_URL.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

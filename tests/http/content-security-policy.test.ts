import { describe, expect, it } from "vitest";
import { readEnv } from "@/lib/env";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";

const BASE = {
  DATABASE_URL: "postgresql://localhost/x",
  AUTH_SECRET: "a".repeat(40),
  SIGNING_SECRET: "s".repeat(40),
  SANDBOX_URL: "http://127.0.0.1:4711",
};
const policyOf = (changes: Record<string, string | undefined>) => {
  const policy = contentSecurityPolicy("n0nce", readEnv({ ...BASE, ...changes }));
  return Object.fromEntries(policy.split("; ").map((line) => [line.split(" ")[0], line.split(" ").slice(1)]));
};

describe("contentSecurityPolicy", () => {
  it("lets a page load itself and nothing else while payments are sandboxed or off", () => {
    for (const changes of [
      {},
      { RAZORPAY_KEY_ID: "rzp_test_sandbox1", RAZORPAY_BASE_URL: "http://127.0.0.1:4711/razorpay" },
    ])
      expect(JSON.stringify(policyOf(changes))).not.toContain("https:");
    expect(policyOf({})["script-src"]).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"]);
  });

  it("lets Razorpay's checkout frame, call and draw once keys of one's own are set; its script comes by strict-dynamic", () => {
    const policy = policyOf({ RAZORPAY_KEY_ID: "rzp_live_1" });
    expect(policy["frame-src"]).toEqual(["'self'", "https://api.razorpay.com", "https://checkout.razorpay.com"]);
    expect(policy["connect-src"]).toContain("https://lumberjack.razorpay.com");
    expect(policy["img-src"]).toContain("https://cdn.razorpay.com");
    expect(policy["script-src"]).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"]);
    expect(policy["frame-ancestors"]).toEqual(["'none'"]);
  });
});

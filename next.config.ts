import type { NextConfig } from "next";

/** Headers that do not depend on the request; the CSP with its nonce is set in `proxy.ts`. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

const PUBLIC_FILE_CACHE = "public, max-age=86400, stale-while-revalidate=604800";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  // `npm test` checks types, tests included; whoever only starts the app need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@aws-sdk/client-s3",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
    "graphile-worker",
    "pg",
    "pino",
    "prom-client",
    "sharp",
    "@node-rs/argon2",
    "nodemailer",
    "replicate",
  ],
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    // Their names stay when they are drawn anew, so a day, and a week while asking again.
    {
      source: "/:folder(fonts|landing|templates)/:file",
      headers: [{ key: "Cache-Control", value: PUBLIC_FILE_CACHE }],
    },
  ],
};

export default config;

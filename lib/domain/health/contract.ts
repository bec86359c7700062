import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";

const tag = "Health";

export const liveEndpoint = endpoint({
  method: "GET",
  path: "/api/health/live",
  summary: "The process answers",
  tag,
  response: z.object({ status: z.literal("ok") }),
});
export const readyEndpoint = endpoint({
  method: "GET",
  path: "/api/health/ready",
  summary: "Database reached, migrations and settings in place",
  tag,
  response: z.object({ status: z.literal("ok"), database: z.literal("ok"), workers: z.int() }),
  errors: [503],
});
export const metricsEndpoint = endpoint({
  method: "GET",
  path: "/api/metrics",
  summary: "Figures of the installation and of the process that answers, Prometheus text format; token or loopback",
  tag,
  produces: "text/plain; version=0.0.4",
  errors: [404],
});

import { collectDefaultMetrics, Gauge, Histogram, register } from "prom-client";
import type { Endpoint } from "@/lib/core/endpoint";
import { world } from "./world";

/** Figures of this process alone; those of the whole installation are read from the database (lib/domain/health). */
function openMetrics() {
  collectDefaultMetrics({ prefix: "studio_process_" });
  new Gauge({
    name: "studio_process_database_connections",
    help: "Connections of this process by what they do; waiting: requests that have none yet",
    labelNames: ["state"],
    collect() {
      const { totalCount, idleCount, waitingCount } = world().pool;
      this.set({ state: "busy" }, totalCount - idleCount);
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "waiting" }, waitingCount);
    },
  });
  return new Histogram({
    name: "studio_http_request_seconds",
    help: "Time of answers of the API, by operation and status; pages and streams' bodies are not in it",
    labelNames: ["method", "path", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
}

/** Next loads this module once for each bundle; the package, and with it the figures, exist once in the process. */
const requestSeconds = (register.getSingleMetric("studio_http_request_seconds") ?? openMetrics()) as Histogram<
  "method" | "path" | "status"
>;

/** `path` as its contract spells it, so that the number of series is that of the operations. */
export function countRequest({ method, path }: Endpoint, status: number, seconds: number): void {
  requestSeconds.observe({ method, path, status }, seconds);
}

/** Prometheus text. */
export const processMetrics = (): Promise<string> => register.metrics();

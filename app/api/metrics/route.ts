import { metricsEndpoint } from "@/lib/domain/health/contract";
import { readMetrics } from "@/lib/domain/health/reads";
import { handle } from "@/lib/http/handle";
import { processMetrics } from "@/lib/http/metrics";
import { requireOperator } from "@/lib/http/operator";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(metricsEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, request }) => {
    requireOperator(ctx, request);
    const [installation, process] = await Promise.all([readMetrics(ctx), processMetrics()]);
    return new Response(installation + process, { headers: { "Content-Type": metricsEndpoint.produces } });
  }),
);

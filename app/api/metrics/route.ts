import { metricsEndpoint } from "@/lib/domain/health/contract";
import { readMetrics } from "@/lib/domain/health/reads";
import { handle } from "@/lib/http/handle";
import { requireOperator } from "@/lib/http/operator";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(metricsEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, request }) => {
    requireOperator(ctx, request);
    return new Response(await readMetrics(ctx), { headers: { "Content-Type": metricsEndpoint.produces } });
  }),
);

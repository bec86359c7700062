import { analyticsEndpoint } from "@/lib/domain/analytics/contract";
import { exportDays, readAnalytics } from "@/lib/domain/analytics/reads";
import { csvStream } from "@/lib/http/csv-stream";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(analyticsEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx, query }) =>
    query.format === "csv" ? csvStream(await exportDays(ctx, query), "analytics.csv") : readAnalytics(ctx, query),
  ),
);

import { auditEndpoint } from "@/lib/domain/audit/contract";
import { exportAudit, listAudit } from "@/lib/domain/audit/reads";
import { csvStream } from "@/lib/http/csv-stream";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(auditEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx, query }) =>
    query.format === "csv" ? csvStream(exportAudit(ctx, query), "audit-log.csv") : listAudit(ctx, query),
  ),
);

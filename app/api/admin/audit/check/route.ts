import { auditCheckEndpoint } from "@/lib/domain/audit/contract";
import { verifyAudit } from "@/lib/domain/audit/verify-audit";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(auditCheckEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx }) => verifyAudit(ctx.pool)),
);

import { ledgerChecksEndpoint } from "@/lib/domain/ledger-checks/contract";
import { listChecks } from "@/lib/domain/ledger-checks/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(ledgerChecksEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, query }) => listChecks(ctx, query)),
);

import { adjustmentsEndpoint } from "@/lib/domain/adjustments/contract";
import { listAdjustments } from "@/lib/domain/adjustments/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adjustmentsEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, query }) => listAdjustments(ctx, query)),
);

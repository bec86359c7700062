import { approveAdjustmentEndpoint } from "@/lib/domain/adjustments/contract";
import { decideAdjustment } from "@/lib/domain/adjustments/decide-adjustment";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(approveAdjustmentEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params }) =>
    decideAdjustment(ctx, params.id, { verb: "approve" }),
  ),
);

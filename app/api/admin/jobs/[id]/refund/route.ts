import { refundJobEndpoint } from "@/lib/domain/generation/admin-contract";
import { refundGeneration } from "@/lib/domain/generation/refund-generation";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(refundJobEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    refundGeneration(ctx, params.id, body),
  ),
);

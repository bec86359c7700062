import { verifyOrderEndpoint } from "@/lib/domain/payments/contract";
import { verifyOrder } from "@/lib/domain/payments/verify-order";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(verifyOrderEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params, body }) =>
    verifyOrder(ctx, params.orderId, body),
  ),
);

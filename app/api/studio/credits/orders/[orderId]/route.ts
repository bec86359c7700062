import { orderEndpoint } from "@/lib/domain/payments/contract";
import { readOrder } from "@/lib/domain/payments/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(orderEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, params }) => readOrder(ctx, params.orderId)),
);

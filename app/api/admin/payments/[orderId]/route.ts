import { adminPaymentEndpoint } from "@/lib/domain/payments/admin-contract";
import { readAnyOrder } from "@/lib/domain/payments/read-any-order";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adminPaymentEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, params }) =>
    readAnyOrder(ctx, params.orderId),
  ),
);

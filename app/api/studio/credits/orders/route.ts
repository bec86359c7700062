import { createOrderEndpoint, ordersEndpoint } from "@/lib/domain/payments/contract";
import { createOrder } from "@/lib/domain/payments/create-order";
import { listOrders } from "@/lib/domain/payments/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(ordersEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, query }) => listOrders(ctx, query)),
  handle(createOrderEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, body, idempotencyKey }) =>
    createOrder(ctx, body, idempotencyKey),
  ),
);

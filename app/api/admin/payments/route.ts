import { adminPaymentsEndpoint } from "@/lib/domain/payments/admin-contract";
import { listAllOrders } from "@/lib/domain/payments/list-all-orders";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adminPaymentsEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, query }) => listAllOrders(ctx, query)),
);

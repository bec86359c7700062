import { userOrdersEndpoint } from "@/lib/domain/payments/admin-contract";
import { listAllOrders } from "@/lib/domain/payments/list-all-orders";
import { requireUser } from "@/lib/domain/users/read-user";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(userOrdersEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx, params, query }) => {
    await requireUser(ctx, params.id);
    return listAllOrders(ctx, { ...query, q: params.id });
  }),
);

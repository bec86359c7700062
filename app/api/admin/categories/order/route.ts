import { orderCategoriesEndpoint } from "@/lib/domain/catalog/admin-contract";
import { orderCategories } from "@/lib/domain/catalog/change-category";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(orderCategoriesEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, body }) => orderCategories(ctx, body)),
);

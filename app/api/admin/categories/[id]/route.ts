import { updateCategoryEndpoint } from "@/lib/domain/catalog/admin-contract";
import { updateCategory } from "@/lib/domain/catalog/change-category";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(updateCategoryEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    updateCategory(ctx, params.id, body),
  ),
);

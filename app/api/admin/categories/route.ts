import { adminCategoriesEndpoint, createCategoryEndpoint } from "@/lib/domain/catalog/admin-contract";
import { listAllCategories } from "@/lib/domain/catalog/admin-reads";
import { createCategory } from "@/lib/domain/catalog/change-category";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adminCategoriesEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx }) => ({
    items: await listAllCategories(ctx),
  })),
  handle(createCategoryEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, body }) => createCategory(ctx, body)),
);

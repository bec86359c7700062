import { categoriesEndpoint } from "@/lib/domain/catalog/contract";
import { listCategories } from "@/lib/domain/catalog/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(categoriesEndpoint, { auth: "anybody", rateLimit: "read" }, async ({ ctx }) => ({
    items: await listCategories(ctx),
  })),
);

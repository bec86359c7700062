import { orderTemplatesEndpoint } from "@/lib/domain/catalog/admin-contract";
import { orderTemplates } from "@/lib/domain/catalog/change-template";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(orderTemplatesEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, body }) => orderTemplates(ctx, body)),
);

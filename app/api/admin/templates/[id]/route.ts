import { updateTemplateEndpoint } from "@/lib/domain/catalog/admin-contract";
import { updateTemplate } from "@/lib/domain/catalog/change-template";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(updateTemplateEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    updateTemplate(ctx, params.id, body),
  ),
);

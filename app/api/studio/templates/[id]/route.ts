import { templateEndpoint } from "@/lib/domain/catalog/contract";
import { readTemplate } from "@/lib/domain/catalog/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(templateEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params }) => readTemplate(ctx, params.id)),
);

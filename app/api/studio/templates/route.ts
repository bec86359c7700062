import { templatesEndpoint } from "@/lib/domain/catalog/contract";
import { listTemplates } from "@/lib/domain/catalog/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(templatesEndpoint, { auth: "anybody", rateLimit: "read" }, async ({ ctx, query }) => ({
    items: await listTemplates(ctx, query),
  })),
);

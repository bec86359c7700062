import { adminTemplatesEndpoint, createTemplateEndpoint } from "@/lib/domain/catalog/admin-contract";
import { listAllTemplates } from "@/lib/domain/catalog/admin-reads";
import { createTemplate } from "@/lib/domain/catalog/change-template";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adminTemplatesEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx }) => ({
    items: await listAllTemplates(ctx),
  })),
  handle(createTemplateEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, body }) => createTemplate(ctx, body)),
);

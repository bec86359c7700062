import { changePackages } from "@/lib/domain/settings/change-settings";
import { adminPackagesEndpoint, changePackagesEndpoint } from "@/lib/domain/settings/contract";
import { readSettings } from "@/lib/domain/settings/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adminPackagesEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx }) => ({
    items: (await readSettings(ctx)).packages,
  })),
  handle(changePackagesEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, body }) => changePackages(ctx, body)),
);

import { withdrawSettings } from "@/lib/domain/settings/change-settings";
import { withdrawSettingsEndpoint } from "@/lib/domain/settings/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(withdrawSettingsEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params }) =>
    withdrawSettings(ctx, params.version),
  ),
);

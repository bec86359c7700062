import { repeatSettings } from "@/lib/domain/settings/change-settings";
import { repeatSettingsEndpoint } from "@/lib/domain/settings/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(repeatSettingsEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params }) =>
    repeatSettings(ctx, params.version),
  ),
);

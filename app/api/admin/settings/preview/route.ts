import { previewSettingsEndpoint } from "@/lib/domain/settings/contract";
import { previewSettings } from "@/lib/domain/settings/preview-settings";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(previewSettingsEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, body }) => previewSettings(ctx, body)),
);

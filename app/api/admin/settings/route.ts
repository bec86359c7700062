import { changeSettings } from "@/lib/domain/settings/change-settings";
import { changeSettingsEndpoint, settingsEndpoint } from "@/lib/domain/settings/contract";
import { readVersions } from "@/lib/domain/settings/versions";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(settingsEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx }) => readVersions(ctx)),
  handle(changeSettingsEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, body }) => changeSettings(ctx, body)),
);

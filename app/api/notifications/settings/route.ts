import { notificationSettingsEndpoint, updateNotificationSettingsEndpoint } from "@/lib/domain/notifications/contract";
import { readNotificationSettings } from "@/lib/domain/notifications/reads";
import { updateNotificationSettings } from "@/lib/domain/notifications/update-settings";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(notificationSettingsEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx }) => readNotificationSettings(ctx)),
  handle(updateNotificationSettingsEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, body }) =>
    updateNotificationSettings(ctx, body.items),
  ),
);

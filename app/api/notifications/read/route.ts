import { readNotificationsEndpoint } from "@/lib/domain/notifications/contract";
import { markRead } from "@/lib/domain/notifications/mark-read";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(readNotificationsEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, body }) => markRead(ctx, body.ids)),
);

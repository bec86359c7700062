import { notificationsEndpoint } from "@/lib/domain/notifications/contract";
import { listNotifications } from "@/lib/domain/notifications/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(notificationsEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, query }) => listNotifications(ctx, query)),
);

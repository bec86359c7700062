import { unsubscribeEndpoint } from "@/lib/domain/notifications/contract";
import { unsubscribe } from "@/lib/domain/notifications/unsubscribe";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  // Counted as reading: a mail service sends the clicks of many people from one address.
  handle(unsubscribeEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, query }) =>
    unsubscribe(ctx, query.token),
  ),
);

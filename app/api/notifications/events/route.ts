import { userSource } from "@/lib/domain/live/sources";
import { eventsEndpoint } from "@/lib/domain/notifications/contract";
import { eventStream } from "@/lib/http/event-stream";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(eventsEndpoint, { auth: "user", rateLimit: "read" }, async ({ ctx, request }) =>
    eventStream(ctx, request, userSource(ctx)),
  ),
);

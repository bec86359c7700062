import { jobEventsEndpoint } from "@/lib/domain/generation/contract";
import { jobSource } from "@/lib/domain/live/sources";
import { eventStream } from "@/lib/http/event-stream";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(jobEventsEndpoint, { auth: "user", rateLimit: "read" }, async ({ ctx, params, request }) =>
    eventStream(ctx, request, await jobSource(ctx, params.jobId)),
  ),
);

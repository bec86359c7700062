import { queueEndpoint } from "@/lib/domain/review/contract";
import { listQueue } from "@/lib/domain/review/queue";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(queueEndpoint, { auth: "moderator", rateLimit: "read" }, ({ ctx, query }) => listQueue(ctx, query)),
);

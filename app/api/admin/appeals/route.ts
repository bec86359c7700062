import { appealsEndpoint } from "@/lib/domain/review/contract";
import { listAppeals } from "@/lib/domain/review/list-appeals";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(appealsEndpoint, { auth: "moderator", rateLimit: "read" }, ({ ctx, query }) => listAppeals(ctx, query)),
);

import { suspendEndpoint } from "@/lib/domain/review/contract";
import { suspendUser } from "@/lib/domain/review/suspend-user";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(suspendEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    suspendUser(ctx, params.id, body),
  ),
);

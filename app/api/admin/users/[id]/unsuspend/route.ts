import { unsuspendEndpoint } from "@/lib/domain/review/contract";
import { unsuspendUser } from "@/lib/domain/review/suspend-user";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(unsuspendEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    unsuspendUser(ctx, params.id, body),
  ),
);

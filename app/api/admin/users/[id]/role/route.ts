import { changeRole } from "@/lib/domain/users/change-role";
import { roleEndpoint } from "@/lib/domain/users/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(roleEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    changeRole(ctx, params.id, body),
  ),
);

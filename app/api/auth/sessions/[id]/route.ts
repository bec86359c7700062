import { revokeSessionEndpoint } from "@/lib/domain/identity/contract";
import { revokeSession } from "@/lib/domain/identity/revoke-session";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(revokeSessionEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) =>
    revokeSession(ctx, params.id),
  ),
);

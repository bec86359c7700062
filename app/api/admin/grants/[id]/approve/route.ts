import { approveGrantEndpoint } from "@/lib/domain/grants/contract";
import { resolveGrant } from "@/lib/domain/grants/resolve-grant";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(approveGrantEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    resolveGrant(ctx, params.id, { outcome: "granted", ...body }),
  ),
);

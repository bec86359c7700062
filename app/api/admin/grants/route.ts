import { grantsEndpoint } from "@/lib/domain/grants/contract";
import { listGrants } from "@/lib/domain/grants/list-grants";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(grantsEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, query }) => listGrants(ctx, query)),
);

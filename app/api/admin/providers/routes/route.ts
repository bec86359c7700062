import { changeRoutes } from "@/lib/domain/provider-keys/change-routes";
import { routesEndpoint } from "@/lib/domain/provider-keys/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(routesEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, body }) => changeRoutes(ctx, body)),
);

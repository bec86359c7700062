import { creationsEndpoint } from "@/lib/domain/creations/contract";
import { listCreations } from "@/lib/domain/creations/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(creationsEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, query }) => listCreations(ctx, query)),
);

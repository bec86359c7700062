import { restoreCreationEndpoint } from "@/lib/domain/creations/contract";
import { restoreCreation } from "@/lib/domain/creations/restore-creation";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(restoreCreationEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) =>
    restoreCreation(ctx, params.id),
  ),
);

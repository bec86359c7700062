import { actOnCreations } from "@/lib/domain/creations/act-on-creations";
import { bulkEndpoint } from "@/lib/domain/creations/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(bulkEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, body }) => actOnCreations(ctx, body)),
);

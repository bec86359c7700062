import { shareEndpoint, unshareEndpoint } from "@/lib/domain/creations/contract";
import { shareCreation } from "@/lib/domain/creations/share-creation";
import { unshareCreation } from "@/lib/domain/creations/unshare-creation";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(shareEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) => shareCreation(ctx, params.id)),
  handle(unshareEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) => unshareCreation(ctx, params.id)),
);

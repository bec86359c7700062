import { feedEndpoint } from "@/lib/domain/community/contract";
import { listFeed } from "@/lib/domain/community/feed";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(feedEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, query }) => listFeed(ctx, query)),
);

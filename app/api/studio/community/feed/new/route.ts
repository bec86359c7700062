import { newPostsEndpoint } from "@/lib/domain/community/contract";
import { countNewPosts } from "@/lib/domain/community/feed";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(newPostsEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, query }) => countNewPosts(ctx, query)),
);

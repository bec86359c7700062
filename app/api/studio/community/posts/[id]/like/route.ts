import { likeEndpoint, unlikeEndpoint } from "@/lib/domain/community/contract";
import { likePost, unlikePost } from "@/lib/domain/community/like-post";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(likeEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => likePost(ctx, params.id)),
  handle(unlikeEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => unlikePost(ctx, params.id)),
);

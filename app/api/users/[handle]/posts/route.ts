import { profilePostsEndpoint } from "@/lib/domain/profiles/contract";
import { listProfilePosts } from "@/lib/domain/profiles/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(profilePostsEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params, query }) =>
    listProfilePosts(ctx, params.handle, query),
  ),
);

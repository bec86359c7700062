import { deletePostEndpoint, postEndpoint, updatePostEndpoint } from "@/lib/domain/community/contract";
import { deletePost } from "@/lib/domain/community/delete-post";
import { readPost } from "@/lib/domain/community/read-post";
import { updatePost } from "@/lib/domain/community/update-post";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(postEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params }) => readPost(ctx, params.id)),
  handle(updatePostEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params, body }) =>
    updatePost(ctx, params.id, body),
  ),
  handle(deletePostEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) => deletePost(ctx, params.id)),
);

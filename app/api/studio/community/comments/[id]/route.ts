import { deleteCommentEndpoint, updateCommentEndpoint } from "@/lib/domain/community/comment-contract";
import { deleteComment, updateComment } from "@/lib/domain/community/write-comment";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(updateCommentEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params, body }) =>
    updateComment(ctx, params.id, body.body),
  ),
  handle(deleteCommentEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) =>
    deleteComment(ctx, params.id),
  ),
);

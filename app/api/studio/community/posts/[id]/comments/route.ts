import { commentEndpoint, commentsEndpoint } from "@/lib/domain/community/comment-contract";
import { listComments } from "@/lib/domain/community/comments";
import { writeComment } from "@/lib/domain/community/write-comment";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(commentsEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params, query }) =>
    listComments(ctx, params.id, query),
  ),
  handle(commentEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params, body }) =>
    writeComment(ctx, params.id, body),
  ),
);

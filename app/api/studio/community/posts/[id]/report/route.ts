import { reportEndpoint } from "@/lib/domain/community/contract";
import { reportPost } from "@/lib/domain/community/report-post";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(reportEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params, body }) =>
    reportPost(ctx, params.id, body),
  ),
);

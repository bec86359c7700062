import { appealEndpoint } from "@/lib/domain/community/contract";
import { appealPost } from "@/lib/domain/review/appeal";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(appealEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params, body }) =>
    appealPost(ctx, params.id, body),
  ),
);

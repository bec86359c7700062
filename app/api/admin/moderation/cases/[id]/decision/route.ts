import { decideEndpoint } from "@/lib/domain/review/contract";
import { decide } from "@/lib/domain/review/decide";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(decideEndpoint, { auth: "moderator", rateLimit: "write" }, ({ ctx, params, body }) =>
    decide(ctx, params.id, body),
  ),
);

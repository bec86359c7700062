import { appealDecision } from "@/lib/domain/review/appeal";
import { appealDecisionEndpoint } from "@/lib/domain/review/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(appealDecisionEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params, body }) =>
    appealDecision(ctx, params.id, body),
  ),
);

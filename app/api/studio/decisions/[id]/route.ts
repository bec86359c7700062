import { ownDecisionEndpoint } from "@/lib/domain/review/contract";
import { readOwnDecision } from "@/lib/domain/review/own-decision";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(ownDecisionEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, params }) =>
    readOwnDecision(ctx, params.id),
  ),
);

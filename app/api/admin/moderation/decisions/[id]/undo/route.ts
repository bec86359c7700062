import { undoEndpoint } from "@/lib/domain/review/contract";
import { undoDecision } from "@/lib/domain/review/undo-decision";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(undoEndpoint, { auth: "moderator", rateLimit: "write" }, ({ ctx, params }) => undoDecision(ctx, params.id)),
);

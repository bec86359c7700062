import { caseEndpoint } from "@/lib/domain/review/contract";
import { readCase } from "@/lib/domain/review/read-case";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(caseEndpoint, { auth: "moderator", rateLimit: "read" }, ({ ctx, params }) => readCase(ctx, params.id)),
);

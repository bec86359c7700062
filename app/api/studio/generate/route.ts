import { generateEndpoint } from "@/lib/domain/generation/contract";
import { requestGeneration } from "@/lib/domain/generation/request-generation";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(generateEndpoint, { auth: "verified", rateLimit: "generate" }, ({ ctx, body, idempotencyKey }) =>
    requestGeneration(ctx, body, idempotencyKey),
  ),
);

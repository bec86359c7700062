import { retryJobEndpoint } from "@/lib/domain/generation/admin-contract";
import { retryGeneration } from "@/lib/domain/generation/retry-generation";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(retryJobEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    retryGeneration(ctx, params.id, body),
  ),
);

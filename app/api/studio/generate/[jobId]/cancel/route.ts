import { cancelGeneration } from "@/lib/domain/generation/cancel-generation";
import { cancelJobEndpoint } from "@/lib/domain/generation/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(cancelJobEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) =>
    cancelGeneration(ctx, params.jobId),
  ),
);

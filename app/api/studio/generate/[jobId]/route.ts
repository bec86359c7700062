import { jobEndpoint } from "@/lib/domain/generation/contract";
import { readJob } from "@/lib/domain/generation/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(jobEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, params }) => readJob(ctx, params.jobId)),
);

import { jobsEndpoint } from "@/lib/domain/generation/contract";
import { listJobs } from "@/lib/domain/generation/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(jobsEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, query }) => listJobs(ctx, query)),
);

import { adminJobsEndpoint } from "@/lib/domain/generation/admin-contract";
import { listAllJobs } from "@/lib/domain/generation/list-all-jobs";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adminJobsEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, query }) => listAllJobs(ctx, query)),
);

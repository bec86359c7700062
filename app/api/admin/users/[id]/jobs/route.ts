import { userJobsEndpoint } from "@/lib/domain/generation/admin-contract";
import { listAllJobs } from "@/lib/domain/generation/list-all-jobs";
import { requireUser } from "@/lib/domain/users/read-user";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(userJobsEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx, params, query }) => {
    await requireUser(ctx, params.id);
    return listAllJobs(ctx, { ...query, user: params.id });
  }),
);

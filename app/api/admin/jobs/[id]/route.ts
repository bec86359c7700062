import { adminJobEndpoint } from "@/lib/domain/generation/admin-contract";
import { readAnyJob } from "@/lib/domain/generation/read-any-job";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adminJobEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, params }) => readAnyJob(ctx, params.id)),
);

import { claimCase, releaseCase } from "@/lib/domain/review/claim-case";
import { claimEndpoint, releaseEndpoint } from "@/lib/domain/review/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(claimEndpoint, { auth: "moderator", rateLimit: "read" }, ({ ctx, params }) => claimCase(ctx, params.id)),
  handle(releaseEndpoint, { auth: "moderator", rateLimit: "read" }, ({ ctx, params }) => releaseCase(ctx, params.id)),
);

import { followEndpoint, unfollowEndpoint } from "@/lib/domain/profiles/contract";
import { follow, unfollow } from "@/lib/domain/profiles/relations";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(followEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => follow(ctx, params.handle)),
  handle(unfollowEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => unfollow(ctx, params.handle)),
);

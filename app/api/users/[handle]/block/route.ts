import { blockEndpoint, unblockEndpoint } from "@/lib/domain/profiles/contract";
import { block, unblock } from "@/lib/domain/profiles/relations";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(blockEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => block(ctx, params.handle)),
  handle(unblockEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => unblock(ctx, params.handle)),
);

import { collect, uncollect } from "@/lib/domain/collections/collect";
import { collectEndpoint, uncollectEndpoint } from "@/lib/domain/collections/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(collectEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) => collect(ctx, params)),
  handle(uncollectEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) => uncollect(ctx, params)),
);

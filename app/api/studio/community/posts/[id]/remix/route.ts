import { remixEndpoint } from "@/lib/domain/community/contract";
import { readRemix } from "@/lib/domain/community/read-remix";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(remixEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params }) => readRemix(ctx, params.id)),
);

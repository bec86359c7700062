import { lineageEndpoint } from "@/lib/domain/community/contract";
import { readLineage } from "@/lib/domain/community/lineage";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(lineageEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params, query }) =>
    readLineage(ctx, params.id, query),
  ),
);

import { followersEndpoint } from "@/lib/domain/profiles/contract";
import { listPeople } from "@/lib/domain/profiles/list-people";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(followersEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params, query }) =>
    listPeople(ctx, "followers", params.handle, query),
  ),
);

import { userEndpoint } from "@/lib/domain/users/contract";
import { readUser } from "@/lib/domain/users/read-user";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(userEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, params }) => readUser(ctx, params.id)),
);

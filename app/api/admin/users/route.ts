import { usersEndpoint } from "@/lib/domain/users/contract";
import { listUsers } from "@/lib/domain/users/list-users";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(usersEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx, query }) => listUsers(ctx, query)),
);

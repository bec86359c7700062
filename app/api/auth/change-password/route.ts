import { changePassword } from "@/lib/domain/identity/change-password";
import { changePasswordEndpoint } from "@/lib/domain/identity/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(changePasswordEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, body }) => changePassword(ctx, body)),
);

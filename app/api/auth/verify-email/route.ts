import { verifyEmailEndpoint } from "@/lib/domain/identity/contract";
import { verifyEmail } from "@/lib/domain/identity/verify-email";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(verifyEmailEndpoint, { auth: "anybody", rateLimit: "write" }, ({ ctx, body }) => verifyEmail(ctx, body.token)),
);

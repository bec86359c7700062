import { resendVerificationEndpoint } from "@/lib/domain/identity/contract";
import { requestMail } from "@/lib/domain/identity/request-mail";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(resendVerificationEndpoint, { auth: "anybody", rateLimit: null }, ({ ctx, body }) =>
    requestMail(ctx, "verify", body.email),
  ),
);

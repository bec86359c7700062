import { resetPasswordEndpoint } from "@/lib/domain/identity/contract";
import { resetPassword } from "@/lib/domain/identity/reset-password";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(resetPasswordEndpoint, { auth: "anybody", rateLimit: "write" }, async ({ ctx, body, session }) => {
    await resetPassword(ctx, body);
    session.clear();
  }),
);

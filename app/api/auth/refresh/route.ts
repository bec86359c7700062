import { AppError } from "@/lib/core/errors";
import { refreshEndpoint } from "@/lib/domain/identity/contract";
import { refreshSession } from "@/lib/domain/identity/refresh-session";
import { toAnswer } from "@/lib/domain/identity/signed-in";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";
import { readRefreshCookie } from "@/lib/http/session-cookies";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(refreshEndpoint, { auth: "anybody", rateLimit: "read" }, async ({ ctx, request, session }) => {
    const signedIn = await refreshSession(ctx, readRefreshCookie(request.headers, ctx.env) ?? "");
    if (!signedIn) {
      session.clear();
      throw new AppError("unauthorized", "Your session has ended. Sign in again.");
    }
    session.set(signedIn);
    return toAnswer(signedIn);
  }),
);

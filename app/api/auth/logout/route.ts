import { logoutEndpoint } from "@/lib/domain/identity/contract";
import { signOut } from "@/lib/domain/identity/sign-out";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";
import { readRefreshCookie } from "@/lib/http/session-cookies";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(logoutEndpoint, { auth: "anybody", rateLimit: "write" }, async ({ ctx, request, session }) => {
    await signOut(ctx, readRefreshCookie(request.headers, ctx.env));
    session.clear();
  }),
);

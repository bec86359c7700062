import { logoutAllEndpoint } from "@/lib/domain/identity/contract";
import { revokeSessions } from "@/lib/domain/identity/revoke-sessions";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(logoutAllEndpoint, { auth: "user", rateLimit: "write" }, async ({ ctx, session }) => {
    await revokeSessions(ctx.db, ctx.actor.userId);
    session.clear();
  }),
);

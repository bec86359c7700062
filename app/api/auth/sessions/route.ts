import { sessionsEndpoint } from "@/lib/domain/identity/contract";
import { listSessions } from "@/lib/domain/identity/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(sessionsEndpoint, { auth: "user", rateLimit: "read" }, async ({ ctx }) => ({
    items: await listSessions(ctx),
  })),
);

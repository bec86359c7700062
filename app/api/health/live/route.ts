import { liveEndpoint } from "@/lib/domain/health/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(liveEndpoint, { auth: "anybody", rateLimit: null }, async () => ({ status: "ok" as const })),
);

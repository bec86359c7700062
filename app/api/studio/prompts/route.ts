import { promptsEndpoint } from "@/lib/domain/generation/contract";
import { listPrompts } from "@/lib/domain/generation/prompts";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(promptsEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, query }) => listPrompts(ctx, query)),
);

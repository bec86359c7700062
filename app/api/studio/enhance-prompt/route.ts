import { enhanceEndpoint } from "@/lib/domain/generation/contract";
import { enhancePrompt } from "@/lib/domain/generation/enhance-prompt";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(enhanceEndpoint, { auth: "user", rateLimit: "enhance" }, ({ ctx, body }) => enhancePrompt(ctx, body.prompt)),
);

import { deletePromptEndpoint } from "@/lib/domain/generation/contract";
import { deletePrompt } from "@/lib/domain/generation/prompts";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(deletePromptEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) => deletePrompt(ctx, params.id)),
);

import { evidenceEndpoint } from "@/lib/domain/review/contract";
import { openEvidence } from "@/lib/domain/review/open-evidence";
import { publicFile } from "@/lib/http/file-response";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(evidenceEndpoint, { auth: "moderator", rateLimit: null }, async ({ ctx, params, request }) =>
    publicFile(request, await openEvidence(ctx, params)),
  ),
);

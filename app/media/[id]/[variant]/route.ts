import { mediaEndpoint } from "@/lib/domain/creations/contract";
import { openPublicFile } from "@/lib/domain/media/open-public-file";
import { publicFile } from "@/lib/http/file-response";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(mediaEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, params, request }) =>
    publicFile(request, await openPublicFile(ctx, params)),
  ),
);

import { fileEndpoint } from "@/lib/domain/creations/contract";
import { openLinkedFile } from "@/lib/domain/creations/open-file";
import { cachedFile } from "@/lib/http/file-response";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(fileEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, params, query, request }) =>
    cachedFile(request, await openLinkedFile(ctx, { imageId: params.id, variant: params.variant, ...query })),
  ),
);

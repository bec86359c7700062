import { zipEndpoint } from "@/lib/domain/creations/contract";
import { zipCreations } from "@/lib/domain/creations/zip-creations";
import { attachment } from "@/lib/http/file-response";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(zipEndpoint, { auth: "user", rateLimit: "write" }, async ({ ctx, body }) =>
    attachment(await zipCreations(ctx, body)),
  ),
);

import { downloadEndpoint } from "@/lib/domain/creations/contract";
import { openDownload } from "@/lib/domain/creations/open-download";
import { attachment } from "@/lib/http/file-response";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(downloadEndpoint, { auth: "user", rateLimit: "read" }, async ({ ctx, params, query }) =>
    attachment(await openDownload(ctx, params.id, query.format)),
  ),
);

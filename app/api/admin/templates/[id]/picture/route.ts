import { templatePictureEndpoint } from "@/lib/domain/catalog/admin-contract";
import { MAX_TEMPLATE_PICTURE_BYTES, setTemplatePicture } from "@/lib/domain/catalog/template-picture";
import { handle } from "@/lib/http/handle";
import { readUpload } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(templatePictureEndpoint, { auth: "admin", rateLimit: "write" }, async ({ ctx, params, request }) =>
    setTemplatePicture(ctx, params.id, await readUpload(request, MAX_TEMPLATE_PICTURE_BYTES)),
  ),
);

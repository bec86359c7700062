import { publishEndpoint } from "@/lib/domain/community/contract";
import { publishPicture } from "@/lib/domain/community/publish-picture";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(publishEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, body }) => publishPicture(ctx, body)),
);

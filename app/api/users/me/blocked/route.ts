import { blockedEndpoint } from "@/lib/domain/profiles/contract";
import { listBlocked } from "@/lib/domain/profiles/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(blockedEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx }) => listBlocked(ctx)),
);

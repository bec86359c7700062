import { profileEndpoint } from "@/lib/domain/profiles/contract";
import { readProfile } from "@/lib/domain/profiles/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(profileEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params }) => readProfile(ctx, params.handle)),
);

import { profileEndpoint, updateProfileEndpoint } from "@/lib/domain/profiles/contract";
import { readProfile } from "@/lib/domain/profiles/reads";
import { updateOwnProfile } from "@/lib/domain/profiles/update-own-profile";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(profileEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params }) => readProfile(ctx, params.handle)),
  handle(updateProfileEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params, body }) =>
    updateOwnProfile(ctx, params.handle, body),
  ),
);

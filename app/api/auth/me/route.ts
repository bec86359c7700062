import { meEndpoint, updateMeEndpoint } from "@/lib/domain/identity/contract";
import { readMe } from "@/lib/domain/identity/reads";
import { updateProfile } from "@/lib/domain/identity/update-profile";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(meEndpoint, { auth: "user", rateLimit: "read" }, async ({ ctx }) => ({ user: await readMe(ctx) })),
  handle(updateMeEndpoint, { auth: "user", rateLimit: "write" }, async ({ ctx, body }) => ({
    user: await updateProfile(ctx, body),
  })),
);

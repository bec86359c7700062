import { MAX_AVATAR_BYTES, removeAvatar, setAvatar } from "@/lib/domain/profiles/avatar";
import { removeAvatarEndpoint, setAvatarEndpoint } from "@/lib/domain/profiles/contract";
import { handle } from "@/lib/http/handle";
import { readUpload } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(setAvatarEndpoint, { auth: "verified", rateLimit: "write" }, async ({ ctx, request }) =>
    setAvatar(ctx, await readUpload(request, MAX_AVATAR_BYTES)),
  ),
  handle(removeAvatarEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx }) => removeAvatar(ctx)),
);

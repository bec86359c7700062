import { muteEndpoint, unmuteEndpoint } from "@/lib/domain/profiles/contract";
import { mute, unmute } from "@/lib/domain/profiles/relations";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(muteEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => mute(ctx, params.handle)),
  handle(unmuteEndpoint, { auth: "verified", rateLimit: "write" }, ({ ctx, params }) => unmute(ctx, params.handle)),
);

import { removeKeyEndpoint, storeKeyEndpoint } from "@/lib/domain/provider-keys/contract";
import { removeKey, storeKey } from "@/lib/domain/provider-keys/store-key";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(storeKeyEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body }) =>
    storeKey(ctx, params.name, body),
  ),
  handle(removeKeyEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params }) => removeKey(ctx, params.name)),
);

import { testProviderEndpoint } from "@/lib/domain/provider-keys/contract";
import { testProvider } from "@/lib/domain/provider-keys/test-provider";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(testProviderEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params }) =>
    testProvider(ctx, params.provider),
  ),
);

import { providersEndpoint } from "@/lib/domain/provider-keys/contract";
import { readProviders } from "@/lib/domain/provider-keys/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(providersEndpoint, { auth: "admin", rateLimit: "read" }, ({ ctx }) => readProviders(ctx)),
);

import { packagesEndpoint } from "@/lib/domain/payments/contract";
import { listPackages } from "@/lib/domain/payments/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(packagesEndpoint, { auth: "anybody", rateLimit: "read" }, async ({ ctx }) => ({
    items: await listPackages(ctx),
  })),
);

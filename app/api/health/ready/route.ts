import { readyEndpoint } from "@/lib/domain/health/contract";
import { readReadiness } from "@/lib/domain/health/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(readyEndpoint, { auth: "anybody", rateLimit: null }, ({ ctx }) => readReadiness(ctx)),
);

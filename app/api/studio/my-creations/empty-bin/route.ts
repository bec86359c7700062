import { emptyBinEndpoint } from "@/lib/domain/creations/contract";
import { emptyBin } from "@/lib/domain/creations/purge-creations";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(emptyBinEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx }) => emptyBin(ctx)),
);

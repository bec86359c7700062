import { balanceEndpoint } from "@/lib/domain/ledger/contract";
import { readBalance } from "@/lib/domain/ledger/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(balanceEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx }) => readBalance(ctx)),
);

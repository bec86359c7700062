import { requestCheck } from "@/lib/domain/ledger-checks/check-ledger";
import { checkLedgerEndpoint } from "@/lib/domain/ledger-checks/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(checkLedgerEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx }) => requestCheck(ctx)),
);

import { listEntriesOf } from "@/lib/domain/ledger/reads";
import { userLedgerEndpoint } from "@/lib/domain/users/contract";
import { requireUser } from "@/lib/domain/users/read-user";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(userLedgerEndpoint, { auth: "admin", rateLimit: "read" }, async ({ ctx, params, query }) => {
    await requireUser(ctx, params.id);
    return listEntriesOf(ctx, params.id, query);
  }),
);

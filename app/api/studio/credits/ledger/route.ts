import { ledgerEndpoint } from "@/lib/domain/ledger/contract";
import { exportEntries } from "@/lib/domain/ledger/export-entries";
import { listEntries } from "@/lib/domain/ledger/reads";
import { csvStream } from "@/lib/http/csv-stream";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(ledgerEndpoint, { auth: "user", rateLimit: "read" }, async ({ ctx, query }) =>
    query.format === "csv"
      ? csvStream(exportEntries(ctx, query.reason), "credit-history.csv")
      : listEntries(ctx, query),
  ),
);

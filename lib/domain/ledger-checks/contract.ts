import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";

const tag = "Admin: ledger";

const checkView = z.object({
  id: z.string(),
  /** `failed`: the check itself could not be run to its end. */
  state: z.enum(["waiting", "running", "holds", "breach", "failed"]),
  /** Handle; absent for the nightly one. */
  requestedBy: z.optional(z.string()),
  createdAt: instant,
  finishedAt: z.optional(instant),
  /** What was looked at. */
  accounts: z.optional(z.int()),
  entries: z.optional(z.int()),
  /** The first account that breaks a rule, the rule, and where. */
  breach: z.optional(z.object({ accountId: z.string(), rule: z.string(), detail: z.string() })),
  failure: z.optional(z.string()),
});
export type CheckView = z.infer<typeof checkView>;

export const ledgerChecksEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/ledger",
  summary: "Checks of the books, newest first",
  tag,
  query: z.object(pageQuery),
  response: page(checkView),
});

export const checkLedgerEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/ledger/checks",
  summary: "Have the worker check the books now; one check at a time",
  tag,
  response: checkView,
  status: 202,
  errors: [409],
});

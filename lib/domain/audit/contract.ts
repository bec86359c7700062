import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { indianDay, instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";

const tag = "Admin: audit";

export const auditEntryView = z.object({
  /** From 1 without gaps. */
  seq: z.int(),
  /** Handle of who did it; absent for the command line. */
  actor: z.optional(z.string()),
  actorRole: z.enum(["moderator", "admin", "system"]),
  /** `<area>.<verb>` */
  action: z.string(),
  subject: z.string(),
  reason: z.string(),
  details: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  createdAt: instant,
  /** SHA-256 over the hash before and this entry, hex. */
  hash: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntryView>;

const filters = {
  /** Handle of who did it. */
  actor: z.optional(z.string().check(z.maxLength(40))),
  /** Whole, or the area before the dot. */
  action: z.optional(z.string().check(z.maxLength(60))),
  subject: z.optional(z.string().check(z.maxLength(80))),
  from: z.optional(indianDay),
  to: z.optional(indianDay),
};

export const auditEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/audit",
  summary: "What the team did, newest first; as JSON pages or, with `format=csv`, all of it",
  tag,
  query: z.object({ ...pageQuery, ...filters, format: z.optional(z.enum(["csv"])) }),
  response: page(auditEntryView),
});
const auditCheckView = z.object({
  /** How many entries there are, and the last one's hash: keep both elsewhere. */
  count: z.int(),
  hash: z.string(),
  /** The first entry that is not as it was written, or is missing. */
  breach: z.optional(z.object({ seq: z.int(), what: z.string() })),
});
export type AuditCheckView = z.infer<typeof auditCheckView>;
export const auditCheckEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/audit/check",
  summary: "Recompute the whole chain",
  tag,
  response: auditCheckView,
});

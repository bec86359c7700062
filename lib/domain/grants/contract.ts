import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { REASON_KEYS } from "@/lib/domain/ledger/contract";

const tag = "Admin: users";

const STATES = ["waiting", "granted", "refused"] as const;
const CAUSES = ["budget", "same_device", "same_instrument", "same_address", "cycle", "velocity"] as const;

const person = z.object({ id: z.string(), handle: z.string(), name: z.string() });
const grantView = z.object({
  id: z.string(),
  user: person,
  credits: z.number(),
  /** What the credits are for. */
  reason: z.enum(REASON_KEYS),
  /** Why they wait. */
  cause: z.enum(CAUSES),
  /** Who set it off: whose remix it was, or who joined. */
  setOffBy: z.optional(person),
  state: z.enum(STATES),
  /** Handle of who decided. */
  resolvedBy: z.optional(z.string()),
  resolvedAt: z.optional(instant),
  createdAt: instant,
});
export type GrantView = z.infer<typeof grantView>;
export type GrantCause = GrantView["cause"];

export const grantsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/grants",
  summary: "Promotional credits that wait for a person, or did, newest first",
  tag,
  query: z.object({ ...pageQuery, state: z.optional(z.enum(STATES)) }),
  response: page(grantView),
});

const body = z.object({ reason: textField("The reason", 3, 500) });
const response = z.object({ id: z.string(), state: z.enum(STATES) });

export const approveGrantEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/grants/{id}/approve",
  summary: "Book credits that waited; outside the daily budget, because a person has looked",
  tag,
  ...{ body, response },
  errors: [404, 409],
});

export const refuseGrantEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/grants/{id}/refuse",
  summary: "Refuse credits that waited, for ever",
  tag,
  ...{ body, response },
  errors: [404, 409],
});

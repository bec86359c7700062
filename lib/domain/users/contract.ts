import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { entryView } from "@/lib/domain/ledger/contract";

const tag = "Admin: users";

export const ROLES = ["user", "moderator", "admin"] as const;
export const USER_STATUSES = ["active", "suspended"] as const;
const MAX_REASON_LENGTH = 500;

const userRowFields = {
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  /** Masked: "a•••@example.in". */
  email: z.string(),
  isVerified: z.boolean(),
  role: z.enum(ROLES),
  status: z.enum(USER_STATUSES),
  /** Credits at hand. */
  balance: z.number(),
  createdAt: instant,
};
const userRow = z.object(userRowFields);
export type UserRow = z.infer<typeof userRow>;

export const usersEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/users",
  summary: "Everybody, newest first; `q` is a handle or name or how one begins, a whole e-mail address, or an id",
  tag,
  query: z.object({
    ...pageQuery,
    q: z.optional(z.string().check(z.maxLength(254))),
    role: z.optional(z.enum(ROLES)),
    status: z.optional(z.enum(USER_STATUSES)),
  }),
  response: page(userRow),
});

const decisionLine = z.object({
  id: z.string(),
  action: z.string(),
  rule: z.string(),
  reason: z.string(),
  /** Title of the post, or the comment's words; absent where the account itself is meant. */
  about: z.optional(z.string()),
  /** Handle of who decided; absent for a rule. */
  decidedBy: z.optional(z.string()),
  createdAt: instant,
});
const reportLine = z.object({
  id: z.string(),
  postId: z.string(),
  /** Of the post. */
  title: z.string(),
  reason: z.string(),
  state: z.string(),
  createdAt: instant,
});
export type ReportLine = z.infer<typeof reportLine>;

const userDetail = z.object({
  ...userRowFields,
  suspendedUntil: z.optional(instant),
  isDemo: z.boolean(),
  lastSeenAt: z.optional(instant),
  /** Credits that are owed for money that went back. */
  owed: z.number(),
  /** Payments that a bank has not decided on; no pictures are debited while there is one. */
  openDisputes: z.int(),
  counts: z.object({
    pictures: z.int(),
    failedPictures: z.int(),
    posts: z.int(),
    orders: z.int(),
    /** Paise paid in all, and of that sent back. */
    paidPaise: z.int(),
    returnedPaise: z.int(),
    /** Credits that wait for a person to look. */
    waitingGrants: z.int(),
  }),
  /** Newest first, ten at most each. */
  decisions: z.array(decisionLine),
  reportsAbout: z.array(reportLine),
  reportsBy: z.array(reportLine),
});
export type UserDetail = z.infer<typeof userDetail>;

export const userEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/users/{id}",
  summary: "Somebody: standing, credits, and what was decided and reported",
  tag,
  response: userDetail,
  errors: [404],
});

export const userLedgerEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/users/{id}/ledger",
  summary: "Every movement of somebody's credits, newest first",
  tag,
  query: z.object(pageQuery),
  response: page(entryView),
  errors: [404],
});

export const roleEndpoint = endpoint({
  method: "PATCH",
  path: "/api/admin/users/{id}/role",
  summary: "Make somebody moderator, admin or an ordinary user; one admin always stays",
  tag,
  body: z.object({ role: z.enum(ROLES), reason: textField("The reason", 3, MAX_REASON_LENGTH) }),
  response: z.object({ id: z.string(), role: z.enum(ROLES) }),
  errors: [404, 409],
});

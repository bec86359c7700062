import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { emailField, instant, lineField, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";

export const TICKET_KINDS = {
  content: "A picture or a comment",
  privacy: "My data or my picture",
  appeal: "A decision about me",
  payment: "A payment",
  account: "My account",
  other: "Something else",
} as const;
export type TicketKind = keyof typeof TICKET_KINDS;
const KINDS = Object.keys(TICKET_KINDS) as [TicketKind, ...TicketKind[]];
export const MAX_TICKET_LENGTH = 5000;

/** A complaint as whoever filed it sees it: its address is the secret, so no name or address stands in it. */
export const ticketView = z.object({
  id: z.string(),
  number: z.int(),
  kind: z.enum(KINDS),
  reference: z.string(),
  body: z.string(),
  state: z.enum(["open", "answered"]),
  answer: z.optional(z.string()),
  createdAt: instant,
  /** When its receipt was mailed. */
  acknowledgedAt: z.optional(instant),
  /** The clock: answered by then. */
  dueAt: instant,
  answeredAt: z.optional(instant),
});
export type TicketView = z.infer<typeof ticketView>;

export const fileTicketEndpoint = endpoint({
  method: "POST",
  path: "/api/grievances",
  summary: "Complain to the grievance officer; needs no account",
  tag: "Grievances",
  body: z.object({
    name: lineField("Your name", 1, 100),
    email: emailField,
    kind: z.enum(KINDS, { error: "Choose what it is about." }),
    /** Address of the page it is about, or the number of a decision. */
    reference: z._default(lineField("The address or number", 0, 300), ""),
    body: textField("Your complaint", 10, MAX_TICKET_LENGTH),
  }),
  response: ticketView,
  status: 201,
});
export const ticketEndpoint = endpoint({
  method: "GET",
  path: "/api/grievances/{id}",
  summary: "A complaint and its answer, for whoever has its address",
  tag: "Grievances",
  response: ticketView,
  errors: [404],
});

/** The same for who answers it. */
export const adminTicketView = z.extend(ticketView, {
  name: z.string(),
  email: z.string(),
  answeredBy: z.optional(z.string()),
});
export type AdminTicketView = z.infer<typeof adminTicketView>;
export const ticketsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/tickets",
  summary: "Complaints: open ones, the clock that runs out first at the top, or answered ones, newest first",
  tag: "Admin: tickets",
  query: z.object({ ...pageQuery, state: z.optional(z.enum(["open", "answered"])) }),
  response: page(adminTicketView),
});
export const answerTicketEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/tickets/{id}/answer",
  summary: "Answer a complaint; mailed to whoever filed it",
  tag: "Admin: tickets",
  body: z.object({ answer: textField("The answer", 10, MAX_TICKET_LENGTH) }),
  response: adminTicketView,
  errors: [404, 409],
});

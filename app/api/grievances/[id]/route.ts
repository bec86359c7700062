import { ticketEndpoint } from "@/lib/domain/tickets/contract";
import { readTicket } from "@/lib/domain/tickets/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(ticketEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, params }) => readTicket(ctx, params.id)),
);

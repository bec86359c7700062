import { ticketsEndpoint } from "@/lib/domain/tickets/contract";
import { listTickets } from "@/lib/domain/tickets/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(ticketsEndpoint, { auth: "moderator", rateLimit: "read" }, ({ ctx, query }) => listTickets(ctx, query)),
);

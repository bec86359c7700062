import { fileTicketEndpoint } from "@/lib/domain/tickets/contract";
import { fileTicket } from "@/lib/domain/tickets/file-ticket";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(fileTicketEndpoint, { auth: "anybody", rateLimit: null }, ({ ctx, body }) => fileTicket(ctx, body)),
);

import { answerTicket } from "@/lib/domain/tickets/answer-ticket";
import { answerTicketEndpoint } from "@/lib/domain/tickets/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(answerTicketEndpoint, { auth: "moderator", rateLimit: "write" }, ({ ctx, params, body }) =>
    answerTicket(ctx, params.id, body),
  ),
);

import type { BodyOf } from "@/lib/core/endpoint";
import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/jobs/enqueue";
import type { fileTicketEndpoint, TicketView } from "./contract";
import { readTicket } from "./reads";

/** Files a complaint; its clock starts, by the settings in force, and its receipt is mailed. Throws `rate_limited`. */
export async function fileTicket(ctx: Ctx, input: BodyOf<typeof fileTicketEndpoint>): Promise<TicketView> {
  await ctx.limits.consume("ticketIp", ctx.ip);
  await ctx.limits.consume("ticketAddress", input.email.toLowerCase());
  const id = newId("ticket");
  const { name, email, kind, reference, body } = input;
  await inTransaction(ctx, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO grievance_ticket (id, name, email, kind, reference, body, due_at)
        SELECT ${id}, ${name}, ${email}, ${kind}, ${reference}, ${body}, now() + s.ticket_hours * interval '1 hour' FROM settings_in_force() s`;
    await enqueue(tx, "send-ticket-mail", { ticketId: id, about: "receipt" });
  });
  return readTicket(ctx, id);
}

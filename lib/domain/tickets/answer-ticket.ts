import { AppError, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { enqueue } from "@/lib/jobs/enqueue";
import type { AdminTicketView } from "./contract";
import { readTicketOfTeam } from "./reads";

/** Answers a complaint, once; the answer is mailed. Throws `not_found`, `conflict` for one that is answered. */
export async function answerTicket(
  ctx: Ctx<ModeratorActor>,
  id: string,
  { answer }: { answer: string },
): Promise<AdminTicketView> {
  if (!isId("ticket", id)) throw notFound("This complaint");
  await inTransaction(ctx, async (tx) => {
    const [answered] = await tx.$queryRaw<{ number: number }[]>`
      UPDATE grievance_ticket SET state = 'answered', answer = ${answer}, answered_at = now(), answered_by_id = ${ctx.actor.userId}
        WHERE id = ${id} AND state = 'open' RETURNING number`;
    if (!answered) {
      if ((await tx.grievanceTicket.count({ where: { id } })) === 0) throw notFound("This complaint");
      throw new AppError("conflict", "Somebody has answered this complaint already.");
    }
    await enqueue(tx, "send-ticket-mail", { ticketId: id, about: "answer" });
    await recordAudit(tx, ctx, { action: "ticket.answer", subject: id, details: { number: answered.number, answer } });
  });
  return readTicketOfTeam(ctx, id);
}

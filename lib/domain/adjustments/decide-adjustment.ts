import { AppError, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { replay } from "@/lib/db/idempotency";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import type { AdjustmentView } from "./contract";
import { postAdjustment } from "./post-adjustment";
import { readAdjustment } from "./reads";
import { hasSecondAdmin } from "./second-admin";

type Waiting = { accountId: string; units: number; state: string; requestedById: string };

/** Locks it until the transaction ends, so that of two decisions at once the second finds the first. */
async function lockWaiting(tx: Tx, id: string): Promise<Waiting> {
  const [found] = await tx.$queryRaw<Waiting[]>`
    SELECT account_id AS "accountId", units, state, requested_by_id AS "requestedById" FROM credit_adjustment WHERE id = ${id} FOR UPDATE`;
  if (!found) throw notFound("This adjustment");
  if (found.state !== "waiting")
    throw new AppError("conflict", `This adjustment was decided already: it is ${found.state}.`);
  return found;
}

/**
 * Agrees to an adjustment, which books it, or refuses it; never who asked for it, unless nobody else could. Exactly one decision counts. Throws
 * `not_found`, `forbidden`, and `conflict` where it is decided already or the balance is too small by now (it goes on waiting).
 */
export async function decideAdjustment(
  ctx: Ctx<AdminActor>,
  id: string,
  decision: { verb: "approve" } | { verb: "refuse"; reason: string },
): Promise<AdjustmentView> {
  if (!isId("adjustment", id)) throw notFound("This adjustment");
  const { userId } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    const { accountId, units, requestedById } = await lockWaiting(tx, id);
    const isOwn = requestedById === userId;
    if (isOwn && (await hasSecondAdmin(tx, userId)))
      throw new AppError("forbidden", "You asked for this adjustment, so another admin has to decide.");
    if (decision.verb === "approve") {
      const refusal = await postAdjustment(tx, { id, accountId, units });
      if (refusal) return replay(refusal);
    }
    await tx.creditAdjustment.update({
      where: { id },
      data: {
        state: decision.verb === "approve" ? "done" : "refused",
        decidedAt: await databaseNow(tx),
        decidedById: isOwn ? null : userId,
      },
    });
    const details = { adjustmentId: id, units, ...(isOwn ? { secondAdmin: "there is none" } : {}) };
    const reason = decision.verb === "refuse" ? decision.reason : "";
    await recordAudit(tx, ctx, { action: `adjustment.${decision.verb}`, subject: accountId, reason, details });
    return readAdjustment(tx, id);
  });
}

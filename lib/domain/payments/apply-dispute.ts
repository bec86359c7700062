import { databaseNow } from "@/lib/db/clock";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import type { GatewayDispute } from "@/lib/providers/payment-gateway";
import { lockOrderOf } from "./lock-order";
import { returnUnits } from "./return-units";

type State = GatewayDispute["state"];

async function stateBefore(tx: Tx, id: string): Promise<State | undefined> {
  const known = await tx.paymentDispute.findUnique({ where: { id }, select: { state: true } });
  return known?.state as State | undefined;
}

/**
 * Writes down a dispute, forward only: open, then won, lost or closed for ever. While it is open the account debits nothing for pictures;
 * a lost one takes the credits back like a refund.
 */
export async function applyDispute(world: World, dispute: GatewayDispute): Promise<void> {
  const { id, paymentId, amountPaise, state } = dispute;
  const isKnown = await inTransaction(world, async (tx) => {
    const order = await lockOrderOf(tx, paymentId);
    if (!order) return false;
    const before = await stateBefore(tx, id);
    if (before !== undefined && (before !== "open" || state === "open")) return true;
    const decidedAt = state === "open" ? null : await databaseNow(tx);
    const data = { paymentId, amountPaise, state, decidedAt };
    await tx.paymentDispute.upsert({ where: { id }, create: { id, ...data }, update: { state, decidedAt } });
    const change = (state === "open" ? 1 : 0) - (before === "open" ? 1 : 0);
    if (change !== 0)
      await tx.creditAccount.update({ where: { userId: order.userId }, data: { openDisputes: { increment: change } } });
    if (state === "lost" && order.paymentId === paymentId)
      await returnUnits(tx, order, { amountPaise, key: `dispute:${id}` });
    return true;
  });
  if (!isKnown) world.log.error("dispute of an unknown payment", { disputeId: id, paymentId });
  else world.log.warn("payment disputed", { disputeId: id, paymentId, state });
}

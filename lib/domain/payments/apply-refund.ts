import { databaseNow } from "@/lib/db/clock";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import type { GatewayRefund } from "@/lib/providers/payment-gateway";
import { lockOrderOf } from "./lock-order";
import { returnUnits } from "./return-units";

type Recorded = { isDue: boolean; state: GatewayRefund["state"] };

async function recordRefund(tx: Tx, { id, paymentId, amountPaise, state }: GatewayRefund): Promise<Recorded> {
  const [row] = await tx.$queryRaw<Recorded[]>`
    INSERT INTO payment_refund AS r (id, payment_id, amount_paise, state) VALUES (${id}, ${paymentId}, ${amountPaise}, ${state})
      ON CONFLICT (id) DO UPDATE SET state = CASE WHEN r.state = 'pending' THEN excluded.state ELSE r.state END
      RETURNING r.state, r.state = 'processed' AND r.applied_at IS NULL AS "isDue"`;
  return row!;
}

/**
 * Takes credits back for a refund that went through, exactly once, in the share of the money; what was spent already becomes a debt. A refund of
 * a payment that credited nothing (sent back automatically, surplus) moves nothing. One that comes before the news of its payment is
 * applied when the payment is credited.
 */
export async function applyRefund(world: World, refund: GatewayRefund): Promise<void> {
  const isKnown = await inTransaction(world, async (tx) => {
    const order = await lockOrderOf(tx, refund.paymentId);
    if (!order) return false;
    const { isDue, state } = await recordRefund(tx, refund);
    // Its credits are gone and its money is not: which of the two is right is for a person to say.
    if (refund.state === "failed" && state === "processed")
      world.log.error("refund failed after it had gone through", { refundId: refund.id, paymentId: refund.paymentId });
    if (!isDue || order.paymentId !== refund.paymentId) return true;
    await returnUnits(tx, order, { amountPaise: refund.amountPaise, key: `refund:${refund.id}` });
    await tx.paymentRefund.update({ where: { id: refund.id }, data: { appliedAt: await databaseNow(tx) } });
    return true;
  });
  if (!isKnown) world.log.warn("refund of an unknown payment", { refundId: refund.id, paymentId: refund.paymentId });
}

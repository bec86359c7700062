import type { World } from "@/lib/db/ctx";
import { applyRefund } from "./apply-refund";

/** Task `refund-surplus-payment`: sends a second payment on a paid order back, whole and once; the key is the payment's own id. */
export async function refundSurplusPayment(world: World, { paymentId }: { paymentId: string }): Promise<void> {
  const gateway = world.ports.payments;
  const payment = await world.db.payment.findFirst({ where: { id: paymentId, isSurplus: true } });
  if (!gateway || !payment) return;
  const { isCaptured, amountPaise, refundedPaise } = await gateway.payment(paymentId);
  const leftPaise = amountPaise - refundedPaise;
  if (!isCaptured || leftPaise <= 0) return;
  await applyRefund(world, await gateway.refund({ paymentId, amountPaise: leftPaise, key: `surplus-${paymentId}` }));
  world.log.info("surplus payment sent back", { paymentId });
}

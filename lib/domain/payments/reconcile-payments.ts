import type { World } from "@/lib/db/ctx";
import type { PaymentGateway } from "@/lib/providers/payment-gateway";
import { ProviderError } from "@/lib/providers/provider-error";
import { applyRefund } from "./apply-refund";
import { observePayment } from "./observe-payment";

const BATCH = 20;

type Due = { id: string; razorpay_order_id: string | null };

/**
 * Takes orders whose time has come and books their next look, so that workers share them: an unpaid order every few minutes in its first day, then
 * daily up to its fourth (a bank may authorise three days late); a paid one daily for ten days, for refunds whose news was lost.
 */
async function claimDue(world: World): Promise<Due[]> {
  const { rows } = await world.pool.query<Due>(
    `UPDATE credit_order o SET next_check_at = CASE
        WHEN o.state = 'paid' THEN CASE WHEN o.credited_at > now() - interval '10 days' THEN now() + interval '1 day' END
        WHEN o.created_at > now() - interval '1 day' THEN now() + $1::int * interval '1 millisecond'
        WHEN o.created_at > now() - interval '4 days' THEN now() + interval '1 day' END
      WHERE o.id IN (SELECT id FROM credit_order WHERE next_check_at <= now() ORDER BY next_check_at LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING o.id, o.razorpay_order_id`,
    [world.env.PAYMENT_CHECK_INTERVAL_MS, BATCH],
  );
  return rows;
}

async function look(world: World, gateway: PaymentGateway, razorpayOrderId: string): Promise<void> {
  for (const payment of await gateway.paymentsOf(razorpayOrderId)) {
    await observePayment(world, gateway, { ...payment, orderId: razorpayOrderId }, "reconciler");
    if (payment.refundedPaise === 0) continue;
    for (const refund of await gateway.refundsOf(payment.id)) await applyRefund(world, refund);
  }
}

/**
 * Asks the payment service about orders whose browser never came back and whose webhook was lost, one batch a call. Safe in any number of workers;
 * an order whose look fails has its next one booked already.
 */
export async function reconcilePayments(world: World): Promise<void> {
  const gateway = world.ports.payments;
  if (!gateway) return;
  for (const { id, razorpay_order_id: razorpayOrderId } of await claimDue(world)) {
    // Never placed, so nobody can have paid it.
    if (!razorpayOrderId) continue;
    try {
      await look(world, gateway, razorpayOrderId);
    } catch (error) {
      if (!(error instanceof ProviderError)) world.log.error("reconcile failed", { orderId: id, error });
      else world.log.warn("reconcile postponed", { orderId: id, kind: error.kind, reason: error.message });
    }
  }
}

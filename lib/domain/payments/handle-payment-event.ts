import { databaseNow } from "@/lib/db/clock";
import type { World } from "@/lib/db/ctx";
import type { PaymentEvent } from "@/lib/providers/payment-gateway";
import { applyDispute } from "./apply-dispute";
import { applyRefund } from "./apply-refund";
import { settlePayment } from "./settle-payment";

async function handle(world: World, event: PaymentEvent): Promise<void> {
  if (event.kind === "other") return;
  // Refunds and disputes carry their payment, and may be the first to tell of it.
  if (event.payment) {
    const { outcome } = await settlePayment(world, event.payment, "webhook");
    if (outcome === "unknown_order") world.log.warn("payment of an unknown order", { paymentId: event.payment.id });
  }
  if (event.kind === "refund") await applyRefund(world, event.refund);
  if (event.kind === "dispute") await applyDispute(world, event.dispute);
}

/** Task `handle-payment-event`: works off one event of the inbox; doing it twice changes nothing. */
export async function handlePaymentEvent(world: World, { eventId }: { eventId: string }): Promise<void> {
  const where = { provider_eventId: { provider: "razorpay", eventId } };
  const stored = await world.db.webhookEvent.findUnique({ where });
  if (!stored || stored.handledAt) return;
  // Parsed before it was stored.
  await handle(world, stored.payload as PaymentEvent);
  await world.db.webhookEvent.update({ where, data: { handledAt: await databaseNow(world.db) } });
}

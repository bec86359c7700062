import { createHash } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/jobs/enqueue";
import type { PaymentEvent, PaymentGateway } from "@/lib/providers/payment-gateway";
import { ProviderError } from "@/lib/providers/provider-error";
import { paymentsOff } from "./payments-off";

export type RazorpayDelivery = {
  /** `x-razorpay-event-id`, the same on every resend; may be empty. */
  eventId: string;
  signature: string;
  rawBody: string;
};

function readEvent(ctx: Ctx, gateway: PaymentGateway, delivery: RazorpayDelivery): PaymentEvent | undefined {
  try {
    return gateway.readWebhook(delivery);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn("webhook unreadable", { provider: "razorpay", reason: error.message });
    throw new AppError("bad_request", "The body is not an event.");
  }
}

/**
 * Takes an event of the payment service into the inbox, once per event id, and queues its handling in the same transaction. Throws `unauthorized`
 * for a wrong signature; repeats and events that are nothing to us are accepted and change nothing.
 */
export async function receiveRazorpayWebhook(ctx: Ctx, delivery: RazorpayDelivery): Promise<void> {
  const gateway = ctx.ports.payments;
  if (!gateway) throw paymentsOff();
  const event = readEvent(ctx, gateway, delivery);
  if (!event) {
    await ctx.limits.consume("webhookRefused", ctx.ip);
    throw new AppError("unauthorized", "The signature does not hold.");
  }
  if (event.kind === "other") return;
  const eventId = delivery.eventId || createHash("sha256").update(delivery.rawBody).digest("hex");
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.webhookEvent.createMany({
      data: [{ id: newId("webhookEvent"), provider: "razorpay", eventId, payload: event }],
      skipDuplicates: true,
    });
    if (count > 0) await enqueue(tx, "handle-payment-event", { eventId });
  });
  ctx.failpoint("payment-webhook-stored");
}

import { createHash } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";
import { takeIntoInbox } from "@/lib/jobs/enqueue";
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
 * Takes an event of the payment service into the inbox, once per event id, and queues its handling, both or neither. Throws `unauthorized`
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
  await takeIntoInbox(ctx.pool, "handle-payment-event", { provider: "razorpay", eventId, payload: event });
  ctx.failpoint("payment-webhook-stored");
}

import { unitsToCredits } from "@/lib/core/credits";
import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { GatewayPayment, PaymentGateway } from "@/lib/providers/payment-gateway";
import { ProviderError } from "@/lib/providers/provider-error";
import type { VerifiedView, verifyOrderEndpoint } from "./contract";
import { observePayment } from "./observe-payment";
import { paymentsOff } from "./payments-off";
import type { Settled } from "./settle-payment";

/** When the reconciler asks if the answer to this very request is lost. */
const LOOK_AGAIN_S = 10;

const waiting = () =>
  new AppError(
    "provider_unavailable",
    "You have paid, and we are waiting to hear from the bank. Your credits come by themselves.",
    { retryAfterSeconds: 5, extra: { isPaid: true } },
  );

async function readPayment(ctx: Ctx, gateway: PaymentGateway, paymentId: string): Promise<GatewayPayment> {
  try {
    return await gateway.payment(paymentId);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn("payment could not be read", { paymentId, kind: error.kind });
    throw waiting();
  }
}

/** The answer that the credit itself determines, the same for ever. */
async function answerOf(ctx: Ctx, orderId: string, paymentId: string): Promise<VerifiedView | undefined> {
  const { rows } = await ctx.pool.query<{ units: number; balance: number }>(
    `SELECT e.units, e.balance_after_units AS balance FROM ledger_entry e
      WHERE e.key = 'payment:' || $2::text AND e.reason = 'purchase' AND e.reference = $1`,
    [orderId, paymentId],
  );
  const row = rows[0];
  return row && { creditsAdded: unitsToCredits(row.units), balance: unitsToCredits(row.balance) };
}

function refusalFor(outcome: Exclude<Settled["outcome"], "credited">): AppError {
  switch (outcome) {
    case "surplus":
      return new AppError("conflict", "This order had been paid already. Your second payment is being sent back.");
    case "mismatch":
      return new AppError(
        "conflict",
        "What was paid is not what was ordered. Nothing was credited yet; we are looking into it.",
      );
    case "unknown_order":
    case "unpaid":
      return waiting();
  }
}

/**
 * The browser's door: checks the popup's signature against our own order, reads the payment from the payment service, and settles it. The same
 * call again gets the same answer. Throws `not_found` for somebody else's order, `validation_failed` for a signature that does not hold,
 * `provider_unavailable` while the payment service does not answer (the reconciler goes on), `conflict` for a second payment or a mismatch.
 */
export async function verifyOrder(
  ctx: Ctx<UserActor>,
  orderId: string,
  body: BodyOf<typeof verifyOrderEndpoint>,
): Promise<VerifiedView> {
  const gateway = ctx.ports.payments;
  if (!gateway) throw paymentsOff();
  const order = isId("order", orderId)
    ? await ctx.db.creditOrder.findFirst({ where: { id: orderId, userId: ctx.actor.userId } })
    : null;
  if (!order) throw notFound("This order");
  const { razorpay_payment_id: paymentId, razorpay_signature: signature } = body;
  const isGenuine =
    order.razorpayOrderId !== null &&
    body.razorpay_order_id === order.razorpayOrderId &&
    gateway.isCheckoutSignature({ orderId: order.razorpayOrderId, paymentId, signature });
  if (!isGenuine) throw invalid("razorpay_signature", "The payment's signature does not hold. Nothing was credited.");
  const known = await answerOf(ctx, order.id, paymentId);
  if (known) return known;
  await ctx.pool.query(
    `UPDATE credit_order SET paid_at = coalesce(paid_at, now()), next_check_at = now() + $2::int * interval '1 second'
      WHERE id = $1 AND state = 'created'`,
    [order.id, LOOK_AGAIN_S],
  );
  const { outcome } = await observePayment(ctx, gateway, await readPayment(ctx, gateway, paymentId), "callback");
  if (outcome !== "credited") throw refusalFor(outcome);
  const answer = await answerOf(ctx, order.id, paymentId);
  // Credited, but to another order than the signature names: the payment service contradicts itself.
  if (!answer) throw refusalFor("mismatch");
  return answer;
}

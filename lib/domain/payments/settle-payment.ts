import { createHmac } from "node:crypto";
import { unitsToCredits } from "@/lib/core/credits";
import { databaseNow } from "@/lib/db/clock";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { notify } from "@/lib/domain/notifications/notify";
import { noteReferralPurchase } from "@/lib/domain/referrals/note-step";
import type { Env } from "@/lib/env";
import { enqueue } from "@/lib/jobs/enqueue";
import type { GatewayPayment } from "@/lib/providers/payment-gateway";
import { type LockedOrder, lockOrder } from "./lock-order";
import { returnUnits } from "./return-units";

/** Which of the three ways the news came. */
export type Door = "callback" | "webhook" | "reconciler";

export type Settled =
  /** No order of ours; nothing was done. */
  | { outcome: "unknown_order" }
  /** The bank has not paid yet, or refused. */
  | { outcome: "unpaid" }
  /** Paid and credited by this payment, now or earlier. */
  | { outcome: "credited" }
  /** The order had been paid by another payment: this one is sent back. */
  | { outcome: "surplus" }
  /** Not what was ordered: nothing is credited, and a person has to look. */
  | { outcome: "mismatch" };

/** `isOurs` is false for a payment that is known under another order, `isNews` for a state that was told before. */
type Recorded = { isOurs: boolean; isNews: boolean };

/** Keyed, so that the few digits of a card can't be guessed back from it. */
const instrumentHash = ({ SIGNING_SECRET }: Env, instrument: string) =>
  createHmac("sha256", SIGNING_SECRET).update(`payment instrument ${instrument}`).digest("base64url");

type News = { payment: GatewayPayment; door: Door; instrumentHash: string | null };

/** Writes down what was heard; an older snapshot changes nothing. */
async function recordPayment(tx: Tx, orderId: string, { payment, instrumentHash }: News): Promise<Recorded> {
  const known = await tx.payment.findUnique({ where: { id: payment.id }, select: { state: true } });
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO payment AS p (id, order_id, amount_paise, currency, state, method, instrument_hash)
      VALUES (${payment.id}, ${orderId}, ${payment.amountPaise}, ${payment.currency}, ${payment.state}, ${payment.method ?? null}, ${instrumentHash})
      ON CONFLICT (id) DO UPDATE SET method = coalesce(excluded.method, p.method),
        instrument_hash = coalesce(excluded.instrument_hash, p.instrument_hash),
        state = CASE WHEN payment_rank(excluded.state) > payment_rank(p.state) THEN excluded.state ELSE p.state END
        WHERE p.order_id = excluded.order_id
      RETURNING id`;
  return { isOurs: rows.length > 0, isNews: known?.state !== payment.state };
}

function mismatchOf(order: LockedOrder, payment: GatewayPayment): string | undefined {
  if (payment.amountPaise !== order.amountPaise)
    return `paid ${payment.amountPaise} paise, ordered ${order.amountPaise}`;
  if (payment.currency !== order.currency) return `paid in ${payment.currency}, ordered in ${order.currency}`;
  return undefined;
}

async function credit(tx: Tx, order: LockedOrder, payment: GatewayPayment, door: Door): Promise<void> {
  await tx.$executeRaw`
    UPDATE credit_order SET state = 'paid', payment_id = ${payment.id}, paid_at = coalesce(paid_at, now()), credited_at = now(),
        credited_by = ${door}, next_check_at = now() + interval '1 day' WHERE id = ${order.id}`;
  await noteReferralPurchase(tx, order.userId);
  const { id: reference, userId: accountId, units } = order;
  await postEntry(tx, { accountId, units, reason: "purchase", reference, key: `payment:${payment.id}` });
  // Whose browser brought the news looks at it.
  const data = { credits: unitsToCredits(units), orderId: reference };
  const isRead = door === "callback";
  await notify(tx, [{ userId: accountId, kind: "purchase", key: `purchase:${reference}`, data, isRead }]);
  // News of a refund may have overtaken the news of the payment.
  const refunds = await tx.paymentRefund.findMany({
    where: { paymentId: payment.id, state: "processed", appliedAt: null },
    orderBy: { createdAt: "asc" },
  });
  let standing = order;
  for (const refund of refunds) {
    standing = await returnUnits(tx, standing, { amountPaise: refund.amountPaise, key: `refund:${refund.id}` });
    await tx.paymentRefund.update({ where: { id: refund.id }, data: { appliedAt: await databaseNow(tx) } });
  }
}

async function settle(tx: Tx, news: News): Promise<Settled> {
  const { payment, door } = news;
  const order = payment.orderId ? await lockOrder(tx, payment.orderId) : undefined;
  if (!order) return { outcome: "unknown_order" };
  if (door === "webhook")
    await tx.$executeRaw`UPDATE credit_order SET webhook_seen_at = coalesce(webhook_seen_at, now()) WHERE id = ${order.id}`;
  const { isOurs, isNews } = await recordPayment(tx, order.id, news);
  if (isOurs && order.paymentId === payment.id) return { outcome: "credited" };
  if (!payment.isCaptured) {
    if (payment.state === "failed" && order.state === "created" && isNews)
      await tx.creditOrder.update({
        where: { id: order.id },
        data: { failedAt: await databaseNow(tx), failureMessage: payment.failure ?? "The bank refused the payment." },
      });
    return { outcome: "unpaid" };
  }
  const mismatch = isOurs ? mismatchOf(order, payment) : "the payment belongs to another order";
  if (mismatch && order.state === "created") {
    // The reconciler tells of it again and again; it happened once.
    await tx.creditOrder.updateMany({
      where: { id: order.id, mismatch: null },
      data: { mismatch, failedAt: await databaseNow(tx) },
    });
    return { outcome: "mismatch" };
  }
  if (!isOurs) return { outcome: "mismatch" };
  if (order.state === "paid") {
    await tx.payment.update({ where: { id: payment.id }, data: { isSurplus: true } });
    await enqueue(tx, "refund-surplus-payment", { paymentId: payment.id }, { jobKey: `surplus:${payment.id}` });
    return { outcome: "surplus" };
  }
  await credit(tx, order, payment, door);
  return { outcome: "credited" };
}

/**
 * The one room behind three doors: writes down a payment and, when it is captured and is what was ordered, credits its order exactly once, in
 * one transaction under the order's row lock. Moves forward only, whatever order the news come in; the same news again changes nothing.
 */
export async function settlePayment(world: World, payment: GatewayPayment, door: Door): Promise<Settled> {
  world.failpoint("before-settle-payment");
  const hash = payment.instrument ? instrumentHash(world.env, payment.instrument) : null;
  const settled = await inTransaction(world, (tx) => settle(tx, { payment, door, instrumentHash: hash }));
  world.failpoint("after-settle-payment");
  const fields = { paymentId: payment.id, razorpayOrderId: payment.orderId, door };
  // Both need a person.
  if (settled.outcome === "mismatch") world.log.error("payment is not what was ordered", fields);
  if (settled.outcome === "surplus") world.log.error("second payment on a paid order, sending it back", fields);
  return settled;
}

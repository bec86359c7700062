import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import { formatPaise } from "@/lib/core/money";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { keyUsedForAnotherRequest, replay, routeHash, type StoredOutcome } from "@/lib/db/idempotency";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { enqueue } from "@/lib/jobs/enqueue";
import { ProviderError } from "@/lib/providers/provider-error";
import { type RefundRequestView, refundPaymentEndpoint } from "./admin-contract";
import { paymentsOff } from "./payments-off";
import { listRefundRequests } from "./refund-requests";
import { leftPaise } from "./refundable";
import { sendRefund } from "./send-refund";

type Wish = BodyOf<typeof refundPaymentEndpoint> & { orderId: string; key: string; hash: string };

/** The worker asks, too, should this process die before it has an answer. */
const ASKED_AGAIN_AFTER_MS = 60_000;

/** Paise that may still go back; the order's row is locked, so two requests at once can't both take the rest. */
async function requireLeft(tx: Tx, { orderId, paymentId: wanted, amountPaise }: Wish): Promise<string> {
  const [order] = await tx.$queryRaw<{ paymentId: string | null }[]>`
    SELECT payment_id AS "paymentId" FROM credit_order WHERE id = ${orderId} FOR UPDATE`;
  if (!order) throw notFound("This order");
  const paymentId = wanted ?? order.paymentId;
  const [payment, requests] = await Promise.all([
    paymentId ? tx.payment.findFirst({ where: { id: paymentId, orderId }, include: { refunds: true } }) : null,
    tx.refundRequest.findMany({ where: { orderId, ...(paymentId ? { paymentId } : {}) } }),
  ]);
  if (!payment) throw wanted ? notFound("This payment") : new AppError("conflict", "Nothing was paid for this order.");
  const left = leftPaise(payment, requests);
  if (amountPaise > left)
    throw new AppError(
      "conflict",
      left > 0
        ? `${formatPaise(left)} of this payment can still be sent back.`
        : "Nothing of this payment is left to send back.",
    );
  return payment.id;
}

/** What is wanted, written down and audited before anybody is asked; the same key finds it again. */
async function openRequest(ctx: Ctx<AdminActor>, wish: Wish): Promise<string> {
  const { userId: requestedById } = ctx.actor;
  const { orderId, amountPaise, reason, key: idempotencyKey, hash: requestHash } = wish;
  return inTransaction(ctx, async (tx) => {
    // A repeat at the same moment waits here for the first.
    await tx.$queryRaw`SELECT FROM credit_order WHERE id = ${orderId} FOR UPDATE`;
    const known = await tx.refundRequest.findUnique({
      where: { requestedById_idempotencyKey: { requestedById, idempotencyKey } },
    });
    if (known && known.requestHash !== requestHash) throw keyUsedForAnotherRequest();
    if (known) return known.id;
    const paymentId = await requireLeft(tx, wish);
    const id = newId("refundRequest");
    await tx.refundRequest.create({
      data: { id, orderId, paymentId, amountPaise, reason, requestedById, idempotencyKey, requestHash },
    });
    await enqueue(
      tx,
      "send-refund",
      { refundRequestId: id },
      { jobKey: `send-refund:${id}`, delayMs: ASKED_AGAIN_AFTER_MS },
    );
    const details = { refundRequestId: id, paymentId, amountPaise };
    await recordAudit(tx, ctx, { action: "payment.refund", subject: orderId, reason, details });
    return id;
  });
}

async function send(ctx: Ctx<AdminActor>, refundRequestId: string): Promise<void> {
  try {
    await sendRefund(ctx, { refundRequestId });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn("refund postponed", { refundRequestId, kind: error.kind, reason: error.message });
    throw new AppError(
      "provider_unavailable",
      "The payment service does not answer. The refund is written down and is asked for again by itself; sending it again with the same key is safe.",
      { retryAfterSeconds: 5 },
    );
  }
}

/**
 * Sends money back, never more than is left of the payment, once per key. The wish is written down with its audit row, then the payment service is asked
 * outside of any transaction, then the credits go in the share of the money (or become a debt). Throws `not_found`, `conflict` (more than is left, or refused
 * by the service), `idempotency_conflict`, `provider_unavailable` (nothing stored: the same key may be sent again, and the worker asks by itself).
 */
export async function refundPayment(
  ctx: Ctx<AdminActor>,
  params: { orderId: string },
  body: BodyOf<typeof refundPaymentEndpoint>,
  key: string,
): Promise<RefundRequestView> {
  if (!ctx.ports.payments) throw paymentsOff();
  if (!isId("order", params.orderId)) throw notFound("This order");
  const hash = routeHash(params, body);
  const id = await openRequest(ctx, { ...body, ...params, key, hash });
  await send(ctx, id);
  const [request] = await listRefundRequests(ctx.db, { id });
  if (!request) throw notFound("This refund");
  const outcome: StoredOutcome<RefundRequestView> =
    request.state === "failed"
      ? { refusal: { code: "conflict", message: `The payment service refused this refund: ${request.failure ?? ""}` } }
      : { ok: request };
  await ctx.pool.query(
    `INSERT INTO idempotency_key (account_id, route, key, request_hash, outcome) VALUES ($1, $2, $3, $4, $5::jsonb) ON CONFLICT DO NOTHING`,
    [
      ...[ctx.actor.userId, `${refundPaymentEndpoint.method} ${refundPaymentEndpoint.path}`, key, hash],
      JSON.stringify(outcome),
    ],
  );
  return replay(outcome);
}

import { unitsToCredits } from "@/lib/core/credits";
import { notFound } from "@/lib/core/errors";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { OrderDetail, RefundRequestView } from "./admin-contract";
import { readOrderOf } from "./reads";
import { listRefundRequests } from "./refund-requests";
import { leftPaise } from "./refundable";

async function paymentsOf(
  { db }: Ctx,
  orderId: string,
  requests: RefundRequestView[],
): Promise<OrderDetail["payments"]> {
  const payments = await db.payment.findMany({
    where: { orderId },
    orderBy: { createdAt: "asc" },
    include: { refunds: { orderBy: { createdAt: "asc" } }, disputes: { orderBy: { createdAt: "asc" } } },
  });
  return payments.map(({ id, amountPaise, currency, state, method, isSurplus, createdAt, refunds, disputes }) => ({
    ...{ id, amountPaise, currency, state, isSurplus, createdAt: createdAt.toISOString() },
    ...(method ? { method } : {}),
    refunds: refunds.map((one) => ({
      ...{ id: one.id, amountPaise: one.amountPaise, state: one.state },
      createdAt: one.createdAt.toISOString(),
    })),
    disputes: disputes.map((one) => ({
      ...{ id: one.id, amountPaise: one.amountPaise, state: one.state, createdAt: one.createdAt.toISOString() },
      ...(one.decidedAt ? { decidedAt: one.decidedAt.toISOString() } : {}),
    })),
    leftPaise: leftPaise(
      { amountPaise, state, isSurplus, refunds },
      requests.filter((one) => one.paymentId === id),
    ),
  }));
}

/** One order of anybody's, with everything that belongs to it; throws `not_found`. */
export async function readAnyOrder(ctx: Ctx<AdminActor>, orderId: string): Promise<OrderDetail> {
  const order = await readOrderOf(ctx, orderId, null);
  const row = await ctx.db.creditOrder.findUnique({
    where: { id: orderId },
    include: { user: { select: { id: true, handle: true, name: true } }, debts: { orderBy: { createdAt: "asc" } } },
  });
  if (!row) throw notFound("This order");
  const refundRequests = await listRefundRequests(ctx.db, { orderId });
  return {
    user: row.user,
    order,
    mode: row.providerMode,
    ...(row.razorpayOrderId ? { razorpayOrderId: row.razorpayOrderId } : {}),
    ...(row.mismatch ? { mismatch: row.mismatch } : {}),
    ...(row.creditedBy ? { creditedBy: row.creditedBy } : {}),
    payments: await paymentsOf(ctx, orderId, refundRequests),
    debts: row.debts.map(({ id, owedUnits, repaidUnits, createdAt }) => ({
      ...{ id, owed: unitsToCredits(owedUnits), repaid: unitsToCredits(repaidUnits) },
      createdAt: createdAt.toISOString(),
    })),
    refundRequests,
  };
}

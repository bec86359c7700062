import type { Tx } from "@/lib/db/prisma";

const read = (tx: Tx, id: string) =>
  tx.creditOrder.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ id: true, userId: true, units: true, amountPaise: true, currency: true, state: true, paymentId: true },
      ...{ returnedPaise: true, returnedUnits: true },
    },
  });

/** An order whose row the transaction holds: nobody else moves it, or its payments, until it ends. */
export type LockedOrder = Awaited<ReturnType<typeof read>>;

/** By the gateway's name for it; undefined when it is not ours. */
export async function lockOrder(tx: Tx, razorpayOrderId: string): Promise<LockedOrder | undefined> {
  const [held] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM credit_order WHERE razorpay_order_id = ${razorpayOrderId} FOR UPDATE`;
  return held && read(tx, held.id);
}

/** The order behind a payment; undefined for one that we never heard of. */
export async function lockOrderOf(tx: Tx, paymentId: string): Promise<LockedOrder | undefined> {
  const [held] = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM payment p JOIN credit_order o ON o.id = p.order_id WHERE p.id = ${paymentId} FOR UPDATE OF o`;
  return held && read(tx, held.id);
}

import type { Tx } from "@/lib/db/prisma";
import { takeBack } from "@/lib/domain/ledger/take-back";
import type { LockedOrder } from "./lock-order";

/**
 * Takes the credits back that a refund or a lost dispute of so many paise stands for: the order's credits in the same share as the money, all
 * parts together rounded down, so that the last paisa brings exactly the rest. The caller holds the order's row lock. Returns the order as it
 * stands afterwards. `key`: `refund:<id>` or `dispute:<id>`.
 */
export async function returnUnits(
  tx: Tx,
  order: LockedOrder,
  { amountPaise, key }: { amountPaise: number; key: string },
): Promise<LockedOrder> {
  const returnedPaise = Math.min(order.amountPaise, order.returnedPaise + amountPaise);
  // Below 2^53: 10^9 units times 10^6 paise at the very most.
  const returnedUnits = Math.floor((order.units * returnedPaise) / order.amountPaise);
  const units = returnedUnits - order.returnedUnits;
  await tx.creditOrder.update({ where: { id: order.id }, data: { returnedPaise, returnedUnits } });
  if (units > 0) await takeBack(tx, { accountId: order.userId, units, orderId: order.id, key });
  return { ...order, returnedPaise, returnedUnits };
}

import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";
import { postEntry } from "./post-entry";

/**
 * Takes back credits whose money went back, as far as the balance reaches; the rest becomes a debt that later grants and rewards pay
 * (product.md 2). Never below zero. `key`: `refund:<refund id>` or `dispute:<dispute id>`, once each for ever.
 */
export async function takeBack(
  tx: Tx,
  { accountId, units, orderId, key }: { accountId: string; units: number; orderId: string; key: string },
): Promise<{ takenUnits: number; owedUnits: number }> {
  const [account] = await tx.$queryRaw<{ balance: number }[]>`
    SELECT balance_units AS balance FROM credit_account WHERE user_id = ${accountId} FOR UPDATE`;
  const takenUnits = Math.min(account?.balance ?? 0, units);
  const owedUnits = units - takenUnits;
  if (takenUnits > 0)
    await postEntry(tx, { accountId, units: -takenUnits, reason: "purchase_refund", reference: orderId, key });
  if (owedUnits > 0) await tx.creditDebt.create({ data: { id: newId("debt"), accountId, orderId, key, owedUnits } });
  return { takenUnits, owedUnits };
}

/** Lets a grant that was just posted pay the account's debts, oldest first. `grantKey` is the grant's own key. */
export async function repayDebts(
  tx: Tx,
  { accountId, grantedUnits, grantKey }: { accountId: string; grantedUnits: number; grantKey: string },
): Promise<void> {
  const debts = await tx.$queryRaw<{ id: string; orderId: string; openUnits: number }[]>`
    SELECT id, order_id AS "orderId", owed_units - repaid_units AS "openUnits" FROM credit_debt
      WHERE account_id = ${accountId} AND repaid_units < owed_units ORDER BY created_at, id FOR UPDATE`;
  let left = grantedUnits;
  for (const { id, orderId, openUnits } of debts) {
    const units = Math.min(left, openUnits);
    if (units === 0) return;
    left -= units;
    await tx.creditDebt.update({ where: { id }, data: { repaidUnits: { increment: units } } });
    const key = `debt:${id}:${grantKey}`;
    await postEntry(tx, { accountId, units: -units, reason: "purchase_refund", reference: orderId, key });
  }
}

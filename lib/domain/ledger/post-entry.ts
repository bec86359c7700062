import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";
import type { Reason } from "./contract";

export type NewEntry = {
  accountId: string;
  /** Signed, never 0; the reason fixes the sign. */
  units: number;
  reason: Reason;
  /** What moved the credits, e.g. a generation's id. */
  reference: string;
  /** Ours and unique for ever, e.g. `generation_refund:gen_...`; a second entry under it violates a unique index. */
  key: string;
};

/**
 * Moves credits: balance and entry in one statement of the caller's transaction. Returns the new balance in units. A balance below
 * zero, a wrong sign or a used key is refused by the database and throws.
 */
export async function postEntry(tx: Tx, entry: NewEntry): Promise<number> {
  const rows = await tx.$queryRaw<{ balance: number }[]>`
    WITH moved AS (
      UPDATE credit_account SET balance_units = balance_units + ${entry.units}::int
        WHERE user_id = ${entry.accountId} RETURNING user_id, balance_units)
    INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
      SELECT ${newId("entry")}, user_id, ${entry.units}::int, ${entry.reason}, ${entry.reference}, ${entry.key}, balance_units FROM moved
      RETURNING balance_after_units AS balance`;
  const row = rows[0];
  if (!row) throw new Error(`Account ${entry.accountId} does not exist`);
  return row.balance;
}

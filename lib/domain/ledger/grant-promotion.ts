import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";
import { type NewEntry, postEntry } from "./post-entry";
import { repayDebts } from "./take-back";

/** Why a grant waits for a person although the budget would allow it. */
export type ReviewCause = "same_device" | "same_instrument" | "velocity";

const waits = (tx: Tx, { accountId, units, reason, reference, key }: NewEntry, cause: ReviewCause | "budget") =>
  tx.pendingGrant.create({ data: { id: newId("grant"), accountId, units, reason, reference, key, cause } });

/**
 * Books promotional credits against the daily budget (Indian calendar days, settings in force). Above the budget, or with a `cause`, the grant
 * waits for review instead. What is granted pays the account's debts first. Returns which of the two happened. Once per key: a second call
 * under the same key throws.
 */
export async function grantPromotion(tx: Tx, grant: NewEntry, cause?: ReviewCause): Promise<"granted" | "pending"> {
  if (cause) {
    await waits(tx, grant, cause);
    return "pending";
  }
  // The day's row is the lock that makes the budget hold when many grants commit at once.
  const [taken] = await tx.$queryRaw<{ units: number }[]>`
    INSERT INTO promotion_day AS d (day, granted_units)
      SELECT (now() AT TIME ZONE 'Asia/Kolkata')::date, ${grant.units}::int
        FROM settings_in_force() s WHERE s.daily_promotion_units >= ${grant.units}::int
      ON CONFLICT (day) DO UPDATE SET granted_units = d.granted_units + excluded.granted_units
        WHERE d.granted_units + excluded.granted_units <= (SELECT s.daily_promotion_units FROM settings_in_force() s)
      RETURNING granted_units AS units`;
  if (taken) {
    await postEntry(tx, grant);
    await repayDebts(tx, { accountId: grant.accountId, grantedUnits: grant.units, grantKey: grant.key });
    return "granted";
  }
  await waits(tx, grant, "budget");
  return "pending";
}

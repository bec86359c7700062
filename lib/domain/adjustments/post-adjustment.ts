import { formatCredits, unitsToCredits } from "@/lib/core/credits";
import type { StoredOutcome } from "@/lib/db/idempotency";
import type { Tx } from "@/lib/db/prisma";
import { postEntry } from "@/lib/domain/ledger/post-entry";

/** Books an adjustment, once for ever; a refusal where the account has less than is to be taken, and then nothing has moved. */
export async function postAdjustment(
  tx: Tx,
  { id, accountId, units }: { id: string; accountId: string; units: number },
): Promise<StoredOutcome<never> | undefined> {
  const [account] = await tx.$queryRaw<{ balance: number }[]>`
    SELECT balance_units AS balance FROM credit_account WHERE user_id = ${accountId} FOR UPDATE`;
  const balance = account?.balance ?? 0;
  if (balance + units < 0) {
    const message = `This person has ${formatCredits(unitsToCredits(balance))}; a balance can't fall below 0.`;
    return { refusal: { code: "conflict", message } };
  }
  await postEntry(tx, { accountId, units, reason: "adjustment", reference: id, key: `adjustment:${id}` });
  return undefined;
}

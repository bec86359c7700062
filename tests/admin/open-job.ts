import { newId } from "@/lib/core/ids";
import { inTransaction } from "@/lib/db/transaction";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import type { Caller, Studio } from "@/tests/generation/studio";

/** A paid job of somebody's that no worker takes for an hour, so that it stays open while somebody acts on it. */
export async function openJob(
  { world }: Studio,
  { userId }: Caller,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const id = newId("generation");
  await inTransaction(world, async (tx) => {
    await tx.generation.create({
      data: {
        ...{ id, userId, tier: "standard", aspectRatio: "1:1", width: 1024, height: 1024, seed: 7, costUnits: 100 },
        ...{ prompt: "a red kite", finalPrompt: "a red kite", model: "stability-ai/sdxl" },
        notBefore: new Date(Date.now() + 3_600_000),
        ...changes,
      },
    });
    const debit = {
      accountId: userId,
      units: -100,
      reason: "generation",
      reference: id,
      key: `generation:${id}`,
    } as const;
    await postEntry(tx, debit);
  });
  return id;
}

import type { Tx } from "@/lib/db/prisma";
import type { ReviewCause } from "@/lib/domain/ledger/grant-promotion";

/** What makes two accounts look like one person's; a grant from one to the other then waits for review (product.md 2). */
export async function findTies(tx: Tx, one: string, other: string): Promise<ReviewCause[]> {
  const [tied] = await tx.$queryRaw<{ device: boolean; instrument: boolean }[]>`
    SELECT share_device(${one}, ${other}) AS device, share_instrument(${one}, ${other}) AS instrument`;
  return [
    ...(tied?.device ? (["same_device"] as const) : []),
    ...(tied?.instrument ? (["same_instrument"] as const) : []),
  ];
}

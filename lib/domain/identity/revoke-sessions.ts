import type { Tx } from "@/lib/db/prisma";

/** Signs a user out everywhere, or everywhere but in one session. */
export async function revokeSessions(tx: Pick<Tx, "$executeRaw">, userId: string, except = ""): Promise<void> {
  await tx.$executeRaw`UPDATE session SET revoked_at = now()
    WHERE user_id = ${userId} AND id <> ${except} AND revoked_at IS NULL`;
}

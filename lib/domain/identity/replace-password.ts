import type { Tx } from "@/lib/db/prisma";
import { revokeSessions } from "./revoke-sessions";

/** Stores a new password: every other session ends and outstanding reset links die. */
export async function replacePassword(tx: Tx, userId: string, passwordHash: string, keepSession = ""): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { passwordHash } });
  await tx.$executeRaw`UPDATE mail_token SET used_at = now()
    WHERE user_id = ${userId} AND purpose = 'reset' AND used_at IS NULL`;
  await revokeSessions(tx, userId, keepSession);
}

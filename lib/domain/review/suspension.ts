import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/jobs/enqueue";

/** An end that lies ahead by the database's clock, or none. Throws `validation_failed` on `until`. */
export async function suspensionEnd(on: Pick<Tx, "$queryRaw">, until: string | undefined): Promise<Date | null> {
  if (!until) return null;
  const end = new Date(until);
  if (end <= (await databaseNow(on))) throw invalid("until", "The end of a suspension lies in the future.");
  return end;
}

/**
 * Locks somebody who is about to be suspended, and says whether they are already. Throws `not_found`, and `conflict` for somebody of the
 * team.
 */
export async function lockSuspendable(tx: Tx, userId: string): Promise<{ isSuspended: boolean }> {
  const [user] = await tx.$queryRaw<{ status: string; role: string }[]>`
    SELECT status, role FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`;
  if (!user) throw notFound("This person");
  if (user.role !== "user")
    throw new AppError("conflict", "Somebody of the team can't be suspended. Take their role away first.");
  return { isSuspended: user.status === "suspended" };
}

/**
 * Makes somebody's standing what the decisions about it say, those taken back left out: of the suspensions since the last lifting, the one
 * that lasts longest. For the transaction that has written such a decision. From a suspension's commit on no session of theirs is good, their
 * posts are in no list, and open event streams end; pictures that they paid for are finished and delivered, or refunded.
 */
export async function settleStanding(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`
    WITH standing AS (
      SELECT d.seq, d.action, d.until FROM moderation_decision d
        WHERE d.user_id = ${userId} AND d.action IN ('suspended', 'unsuspended')
          AND NOT EXISTS (SELECT FROM moderation_decision u WHERE u.undoes_id = d.id)),
    longest AS (
      SELECT s.until FROM standing s
        WHERE s.action = 'suspended' AND (s.until IS NULL OR s.until > now())
          AND NOT EXISTS (SELECT FROM standing l WHERE l.action = 'unsuspended' AND l.seq > s.seq)
        ORDER BY s.until DESC NULLS FIRST LIMIT 1)
    UPDATE "user" SET suspended_until = (SELECT until FROM longest),
        status = CASE WHEN EXISTS (SELECT FROM longest) THEN 'suspended' ELSE 'active' END
      WHERE id = ${userId}`;
}

/** Puts a suspension in force that the caller's transaction has just decided, see `settleStanding`; a mail says why. */
export async function suspend(tx: Tx, { userId, decisionId }: { userId: string; decisionId: string }): Promise<void> {
  await settleStanding(tx, userId);
  await enqueue(tx, "send-decision-mail", { decisionId });
}

/** Ends the suspensions whose time has come, by the database's clock; each end is a decision of its own. Any number of workers. */
export async function endSuspensions(world: World): Promise<void> {
  await inTransaction(world, async (tx) => {
    const ended = await tx.$queryRaw<{ id: string }[]>`
      UPDATE "user" SET status = 'active', suspended_until = NULL
        WHERE id IN (SELECT id FROM "user" WHERE suspended_until <= now() ORDER BY suspended_until LIMIT 100 FOR UPDATE SKIP LOCKED) RETURNING id`;
    for (const { id: userId } of ended)
      await tx.moderationDecision.create({
        data: { id: newId("decision"), userId, action: "unsuspended", rule: "end" },
      });
  });
}

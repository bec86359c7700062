import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/jobs/enqueue";

export type StandingBefore = { userStatus: string; suspendedUntil: string | null };

/** An end that lies ahead, or none. Throws `validation_failed` on `until`. */
export function suspensionEnd(until: string | undefined): Date | null {
  if (!until) return null;
  const end = new Date(until);
  if (end.getTime() <= Date.now()) throw invalid("until", "The end of a suspension lies in the future.");
  return end;
}

/**
 * Suspends somebody in the caller's transaction: from its commit on no session of theirs is good, their posts are in no list, and open event
 * streams end; pictures that they paid for are finished and delivered, or refunded. A mail says why. Throws `not_found`, and `conflict`
 * for somebody of the team.
 */
export async function suspend(
  tx: Tx,
  { userId, until, decisionId }: { userId: string; until: Date | null; decisionId: string },
): Promise<StandingBefore> {
  const [user] = await tx.$queryRaw<{ status: string; role: string; suspendedUntil: Date | null }[]>`
    SELECT status, role, suspended_until AS "suspendedUntil" FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`;
  if (!user) throw notFound("This person");
  if (user.role !== "user")
    throw new AppError("conflict", "Somebody of the team can't be suspended. Take their role away first.");
  await tx.user.update({ where: { id: userId }, data: { status: "suspended", suspendedUntil: until } });
  await enqueue(tx, "send-decision-mail", { decisionId });
  return { userStatus: user.status, suspendedUntil: user.suspendedUntil?.toISOString() ?? null };
}

/** Puts somebody's standing back to what it was before a suspension. */
export async function restoreStanding(
  tx: Tx,
  userId: string,
  { userStatus, suspendedUntil }: StandingBefore,
): Promise<void> {
  const until = suspendedUntil ? new Date(suspendedUntil) : null;
  const isOver = until !== null && until <= new Date();
  await tx.user.update({
    where: { id: userId },
    data:
      userStatus === "suspended" && !isOver
        ? { status: "suspended", suspendedUntil: until }
        : { status: "active", suspendedUntil: null },
  });
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

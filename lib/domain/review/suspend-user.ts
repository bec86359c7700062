import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { notify } from "@/lib/domain/notifications/notify";
import type { suspendEndpoint } from "./contract";
import { lockSuspendable, settleStanding, suspend, suspensionEnd } from "./suspension";
import { noticeOf } from "./tell";

/** Suspends somebody, see `settleStanding`; a mail says why. Throws `not_found`, `conflict` for the team and for who is suspended already, `validation_failed`. */
export async function suspendUser(
  ctx: Ctx<AdminActor>,
  userId: string,
  { rule, reason, until: end }: BodyOf<typeof suspendEndpoint>,
): Promise<{ decisionId: string }> {
  if (!isId("user", userId)) throw notFound("This person");
  const until = await suspensionEnd(ctx.db, end);
  const decisionId = newId("decision");
  await inTransaction(ctx, async (tx) => {
    const { isSuspended } = await lockSuspendable(tx, userId);
    if (isSuspended) throw new AppError("conflict", "This person is suspended already.");
    await tx.moderationDecision.create({
      data: { id: decisionId, userId, action: "suspended", rule, reason, deciderId: ctx.actor.userId, until },
    });
    await suspend(tx, { userId, decisionId });
    await notify(tx, [
      noticeOf({ decisionId, authorId: userId, action: "suspended", rule, field: null, reason, title: "", until }),
    ]);
    await recordAudit(tx, ctx, {
      action: "user.suspend",
      subject: userId,
      reason,
      details: { decisionId, rule, until },
    });
  });
  return { decisionId };
}

/** Ends a suspension. Throws `not_found`, and `conflict` where there is none. */
export async function unsuspendUser(
  ctx: Ctx<AdminActor>,
  userId: string,
  { reason }: { reason: string },
): Promise<{ decisionId: string }> {
  if (!isId("user", userId)) throw notFound("This person");
  const decisionId = newId("decision");
  await inTransaction(ctx, async (tx) => {
    const [user] = await tx.$queryRaw<{ status: string; until: Date | null }[]>`
      SELECT status, suspended_until AS until FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`;
    if (!user) throw notFound("This person");
    if (user.status !== "suspended") throw new AppError("conflict", "This person is not suspended.");
    await tx.moderationDecision.create({
      data: {
        id: decisionId,
        userId,
        action: "unsuspended",
        rule: "moderator",
        reason,
        deciderId: ctx.actor.userId,
      },
    });
    await settleStanding(tx, userId);
    await notify(tx, [
      noticeOf({
        decisionId,
        authorId: userId,
        action: "unsuspended",
        rule: "moderator",
        field: null,
        reason,
        title: "",
      }),
    ]);
    await recordAudit(tx, ctx, {
      action: "user.unsuspend",
      subject: userId,
      reason,
      details: { decisionId, until: user.until },
    });
  });
  return { decisionId };
}

import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { notify } from "@/lib/domain/notifications/notify";
import type { suspendEndpoint } from "./contract";
import { suspend, suspensionEnd } from "./suspension";
import { noticeOf } from "./tell";

/** Suspends somebody, see `suspend`. Throws `not_found`, `conflict` for the team and for who is suspended already, `validation_failed`. */
export async function suspendUser(
  ctx: Ctx<AdminActor>,
  userId: string,
  { rule, reason, until: end }: BodyOf<typeof suspendEndpoint>,
): Promise<{ decisionId: string }> {
  if (!isId("user", userId)) throw notFound("This person");
  const until = suspensionEnd(end);
  const decisionId = newId("decision");
  await inTransaction(ctx, async (tx) => {
    const before = await suspend(tx, { userId, until, decisionId });
    if (before.userStatus === "suspended") throw new AppError("conflict", "This person is suspended already.");
    await tx.moderationDecision.create({
      data: { id: decisionId, userId, action: "suspended", rule, reason, deciderId: ctx.actor.userId, until, before },
    });
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
    await tx.user.update({ where: { id: userId }, data: { status: "active", suspendedUntil: null } });
    const before = { userStatus: user.status, suspendedUntil: user.until?.toISOString() ?? null };
    await tx.moderationDecision.create({
      data: {
        id: decisionId,
        userId,
        action: "unsuspended",
        rule: "moderator",
        reason,
        deciderId: ctx.actor.userId,
        before,
      },
    });
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
    await recordAudit(tx, ctx, { action: "user.unsuspend", subject: userId, reason, details: { decisionId, before } });
  });
  return { decisionId };
}

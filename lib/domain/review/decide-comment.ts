import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { tellOf } from "@/lib/domain/community/write-comment";
import { notify } from "@/lib/domain/notifications/notify";
import { requireUnclaimed } from "./claim-case";
import type { DecisionInput, Deed } from "./contract";
import { ACTION, type Before, decidedMeanwhile } from "./decide-post";
import { requireRule } from "./require-rule";
import { lockSuspendable, suspend, suspensionEnd } from "./suspension";
import { noticeOf } from "./tell";
import { standingOf } from "./who-may-decide";

type Row = {
  id: string;
  postId: string;
  parentId: string | null;
  userId: string;
  body: string;
  status: string;
  holdRule: string | null;
  createdAt: Date;
  latest: string | null;
};

const POSSIBLE = new Set<Deed>(["restore", "hide", "suspend"]);

async function lockComment(tx: Tx, id: string): Promise<Row> {
  const [comment] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.post_id AS "postId", c.parent_id AS "parentId", c.user_id AS "userId", c.body, c.status, c.hold_rule AS "holdRule", c.created_at AS "createdAt",
        (SELECT d.id FROM moderation_decision d WHERE d.comment_id = c.id ORDER BY d.seq DESC LIMIT 1) AS latest
      FROM comment c WHERE c.id = ${id} AND c.deleted_at IS NULL FOR NO KEY UPDATE`;
  if (!comment) throw notFound("This comment");
  return comment;
}

async function requireStanding(tx: Tx, { actor }: Ctx<ModeratorActor>, comment: Row): Promise<boolean> {
  await requireUnclaimed(tx, comment.id, actor.userId);
  const stake = {
    moderatorId: actor.userId,
    authorId: comment.userId,
    firstDeciderId: null,
    waitsSince: comment.createdAt,
  };
  const standing = await standingOf(tx, stake, await databaseNow(tx));
  if (!standing.may) throw new AppError("forbidden", standing.message);
  return standing.isBySamePerson;
}

/**
 * A person's decision about a comment: it is shown (and those it speaks to hear of it), or hidden, its author suspended perhaps; with notice and audit in
 * one transaction. Throws like `decidePost`.
 */
export async function decideComment(
  ctx: Ctx<ModeratorActor>,
  id: string,
  input: DecisionInput,
): Promise<{ decisionId: string }> {
  const { deed, reason } = input;
  if (!POSSIBLE.has(deed))
    throw new AppError("conflict", "A comment is shown or hidden; nothing else can be done about it.");
  requireRule(input);
  const until = deed === "suspend" ? await suspensionEnd(ctx.db, input.until) : null;
  const decisionId = newId("decision");
  await inTransaction(ctx, async (tx) => {
    const comment = await lockComment(tx, id);
    if (comment.latest !== input.after) throw decidedMeanwhile();
    const isBySamePerson = await requireStanding(tx, ctx, comment);
    const { userId: authorId, status, holdRule, postId } = comment;
    if ((deed === "restore") === (status === "live") && deed !== "suspend")
      throw new AppError("conflict", status === "live" ? "This comment is live." : "This comment is hidden.");
    const before: Before = { status, holdRule, holdField: null };
    const isShown = deed === "restore";
    await tx.comment.update({
      where: { id },
      data: isShown ? { status: "live", holdRule: null } : { status: "hidden", holdRule: "moderator" },
    });
    if (isShown) await tellOf(tx, { ...comment, actorId: authorId });
    if (deed === "suspend") await lockSuspendable(tx, authorId);
    const rule = input.rule ?? "moderator";
    const field = isShown ? null : "comment";
    const action = ACTION[deed];
    await tx.moderationDecision.create({
      data: {
        id: decisionId,
        commentId: id,
        action,
        rule,
        field,
        reason,
        deciderId: ctx.actor.userId,
        until,
        isBySamePerson,
        before,
      },
    });
    if (deed === "suspend") await suspend(tx, { userId: authorId, decisionId });
    await notify(tx, [
      noticeOf({
        decisionId,
        authorId,
        action,
        rule,
        field,
        reason,
        title: comment.body.slice(0, 80),
        postId,
        commentId: id,
        until,
      }),
    ]);
    await tx.moderationClaim.deleteMany({ where: { subjectId: id } });
    const details = { decisionId, postId, rule, until, isBySamePerson, authorId, before };
    await recordAudit(tx, ctx, { action: `moderation.${deed}`, subject: id, reason, details });
  });
  return { decisionId };
}

import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { notify } from "@/lib/domain/notifications/notify";
import { type Before, decidedMeanwhile, unseal } from "./decide-post";
import { settleStanding } from "./suspension";
import { noticeOf } from "./tell";

type Decision = {
  id: string;
  postId: string | null;
  commentId: string | null;
  userId: string;
  action: string;
  deciderId: string | null;
  before: Before;
  isLatest: boolean;
  title: string;
};

/** The decision with its post or comment locked, so that nobody decides at the same moment. */
async function lockDecision(tx: Tx, id: string): Promise<Decision> {
  const found = isId("decision", id) ? await tx.moderationDecision.findUnique({ where: { id } }) : null;
  if (!found) throw notFound("This decision");
  const { postId, commentId } = found;
  await tx.$executeRaw`SELECT FROM post WHERE id = ${postId} FOR NO KEY UPDATE`;
  await tx.$executeRaw`SELECT FROM comment WHERE id = ${commentId} FOR NO KEY UPDATE`;
  const [decision] = await tx.$queryRaw<Decision[]>`
    SELECT d.id, d.post_id AS "postId", d.comment_id AS "commentId", d.user_id AS "userId", d.action, d.decider_id AS "deciderId", d.before,
        NOT EXISTS (SELECT FROM moderation_decision later WHERE later.seq > d.seq
          AND (later.post_id = d.post_id OR later.comment_id = d.comment_id)) AS "isLatest",
        coalesce(p.title, left(c.body, 80), '') AS title
      FROM moderation_decision d LEFT JOIN post p ON p.id = d.post_id LEFT JOIN comment c ON c.id = d.comment_id WHERE d.id = ${id}`;
  return decision!;
}

function requireUndoable({ actor }: Ctx<ModeratorActor>, decision: Decision): void {
  if (!decision.deciderId || decision.action === "undone" || (!decision.postId && !decision.commentId))
    throw new AppError("conflict", "This can't be taken back. Decide anew instead.");
  if (!decision.isLatest) throw decidedMeanwhile();
  if (decision.deciderId !== actor.userId && actor.role !== "admin")
    throw new AppError("forbidden", "Only who decided, or an admin, takes a decision back.");
}

async function putBack(tx: Tx, { postId, commentId, action, before }: Decision): Promise<void> {
  const { status, holdRule, holdField, imageDeletedAt } = before;
  if (commentId) await tx.comment.update({ where: { id: commentId }, data: { status, holdRule } });
  if (postId) {
    if (action === "deleted") {
      const [post] = await tx.$queryRaw<
        { imageId: string | null }[]
      >`SELECT image_id AS "imageId" FROM post WHERE id = ${postId} AND deleted_at IS NULL`;
      const isBack =
        post?.imageId && (await unseal(tx, post.imageId, imageDeletedAt ? new Date(imageDeletedAt) : null)) > 0;
      if (!isBack) throw new AppError("conflict", "The evidence of this deletion has run out: the picture is gone.");
    }
    await tx.$executeRaw`UPDATE post SET status = ${status}, hold_rule = ${holdRule}, hold_field = ${holdField} WHERE id = ${postId}`;
  }
}

/**
 * Takes the latest decision about a post or a comment back: it stands as before, its reports and its appeal are open again, its author hears of it; both
 * decisions stay on record. A suspension that came with it goes with it; others stand. Throws `not_found`, `conflict` once something else was decided, `forbidden` for somebody else's (admins may).
 */
export async function undoDecision(ctx: Ctx<ModeratorActor>, id: string): Promise<{ decisionId: string }> {
  const decisionId = newId("decision");
  await inTransaction(ctx, async (tx) => {
    const decision = await lockDecision(tx, id);
    requireUndoable(ctx, decision);
    const { postId, commentId, userId: authorId, title, action } = decision;
    await putBack(tx, decision);
    await tx.report.updateMany({
      where: { decisionId: id },
      data: { state: "open", resolvedAt: null, decisionId: null },
    });
    await tx.appeal.updateMany({ where: { answerId: id }, data: { state: "open", resolvedAt: null, answerId: null } });
    const deciderId = ctx.actor.userId;
    const data = { id: decisionId, postId, commentId, action: "undone", rule: action, deciderId, undoesId: id };
    await tx.moderationDecision.create({ data });
    if (action === "suspended") await settleStanding(tx, authorId);
    const about = postId ? { postId } : {};
    const told = { decisionId, authorId, action: "undone", rule: action, field: null, reason: "", title };
    if (action !== "dismissed") await notify(tx, [noticeOf({ ...about, ...told })]);
    await recordAudit(tx, ctx, {
      action: "moderation.undo",
      subject: postId ?? commentId ?? id,
      details: { decisionId, undoes: id },
    });
  });
  return { decisionId };
}

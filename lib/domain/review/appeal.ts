import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { requireOwn } from "@/lib/domain/community/find-post";

/** What takes something from an author, or tells them off, can be appealed. */
export const APPEALABLE: readonly string[] = ["held", "hidden", "deleted", "warned", "suspended"];

type Words = { reason: string; details?: string | undefined };

const nothingToAppeal = () => new AppError("conflict", "There is no decision here that can be appealed.");

/** The post as it stands: a moderator who decides at this moment comes first or afterwards, never in between. */
async function lockPost(tx: Tx, postId: string) {
  const [post] = await tx.$queryRaw<{ status: string; holdRule: string | null; isDeleted: boolean }[]>`
    SELECT status, hold_rule AS "holdRule", deleted_at IS NOT NULL AS "isDeleted" FROM post WHERE id = ${postId} FOR NO KEY UPDATE`;
  return post;
}

const latestDecision = (tx: Tx, postId: string) =>
  tx.moderationDecision.findFirst({ where: { postId }, orderBy: { seq: "desc" }, select: { id: true } });

/** Throws `conflict` against the answer to an appeal, and the second time for one decision. */
async function fileAppeal(tx: Tx, appeal: Words & { postId: string; decisionId: string; userId: string }) {
  const isAnswer = (await tx.appeal.count({ where: { answerId: appeal.decisionId } })) > 0;
  if (isAnswer) throw new AppError("conflict", "This decision answered your appeal. It can't be appealed again.");
  const { count } = await tx.appeal.createMany({ data: [{ id: newId("appeal"), ...appeal }], skipDuplicates: true });
  if (count === 0) throw new AppError("conflict", "You have appealed this decision already. A moderator looks at it.");
}

/**
 * Asks for another look at what was decided last about the actor's own post while others don't see it; free. Throws `not_found`, `conflict` where there is
 * nothing (more) to appeal.
 */
export async function appealPost(ctx: Ctx<UserActor>, postId: string, words: Words): Promise<{ appealed: true }> {
  await requireOwn(ctx, postId);
  await inTransaction(ctx, async (tx) => {
    const post = await lockPost(tx, postId);
    const isKeptBack = post && !post.isDeleted && post.status !== "live" && post.holdRule !== "screening";
    const decision = isKeptBack ? await latestDecision(tx, postId) : null;
    if (!decision) throw nothingToAppeal();
    await fileAppeal(tx, { ...words, postId, decisionId: decision.id, userId: ctx.actor.userId });
  });
  return { appealed: true };
}

/**
 * Asks for another look at one decision about the actor's own post, also one that is deleted, as long as it is the last one; free. Throws `not_found`,
 * `conflict` where there is nothing (more) to appeal.
 */
export async function appealDecision(ctx: Ctx<UserActor>, id: string, words: Words): Promise<{ appealed: true }> {
  const decision = isId("decision", id)
    ? await ctx.db.moderationDecision.findFirst({
        where: { id, userId: ctx.actor.userId },
        select: { postId: true, action: true },
      })
    : null;
  if (!decision) throw notFound("This decision");
  const { postId, action } = decision;
  if (!postId) throw new AppError("conflict", "Write to the grievance officer about this one.");
  await inTransaction(ctx, async (tx) => {
    await lockPost(tx, postId);
    const latest = await latestDecision(tx, postId);
    if (latest?.id !== id || !APPEALABLE.includes(action)) throw nothingToAppeal();
    await fileAppeal(tx, { ...words, postId, decisionId: id, userId: ctx.actor.userId });
  });
  return { appealed: true };
}

import type { BodyOf } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import type { appealEndpoint } from "./contract";
import { requireOwn } from "./find-post";

/**
 * Asks for another look at what was decided about the actor's own post; free. Throws `not_found`, and `conflict` where there is nothing to appeal, the
 * second time for one decision, and against the answer to an appeal.
 */
export async function appealPost(
  ctx: Ctx<UserActor>,
  postId: string,
  { reason, details }: BodyOf<typeof appealEndpoint>,
): Promise<{ appealed: true }> {
  await requireOwn(ctx, postId);
  await inTransaction(ctx, async (tx) => {
    // A moderator who decides at this moment comes first or afterwards, never in between.
    const [post] = await tx.$queryRaw<{ status: string; holdRule: string | null }[]>`
      SELECT status, hold_rule AS "holdRule" FROM post WHERE id = ${postId} AND deleted_at IS NULL FOR NO KEY UPDATE`;
    const decision =
      post && post.status !== "live" && post.holdRule !== "screening"
        ? await tx.moderationDecision.findFirst({ where: { postId }, orderBy: { seq: "desc" } })
        : null;
    if (!decision) throw new AppError("conflict", "There is no decision about this post to appeal.");
    const isAnswer = (await tx.appeal.count({ where: { answerId: decision.id } })) > 0;
    if (isAnswer) throw new AppError("conflict", "This decision answered your appeal. It can't be appealed again.");
    const { count } = await tx.appeal.createMany({
      data: [{ id: newId("appeal"), postId, decisionId: decision.id, userId: ctx.actor.userId, reason, details }],
      skipDuplicates: true,
    });
    if (count === 0)
      throw new AppError("conflict", "You have appealed this decision already. A moderator looks at it.");
  });
  return { appealed: true };
}

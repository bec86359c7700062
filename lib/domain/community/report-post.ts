import type { BodyOf } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { notify } from "@/lib/domain/notifications/notify";
import type { reportEndpoint } from "./contract";
import { requireVisible } from "./find-post";

/**
 * Reports a post, once per person for ever. As many open reports as the settings say hide it until somebody has looked. Throws `not_found`, `forbidden` for one's
 * own, `conflict` the second time.
 */
export async function reportPost(
  ctx: Ctx<UserActor>,
  postId: string,
  { reason, details }: BodyOf<typeof reportEndpoint>,
): Promise<{ reported: true }> {
  const { userId: authorId } = await requireVisible(ctx, postId);
  const { userId } = ctx.actor;
  if (authorId === userId) throw new AppError("forbidden", "This is your own post. You can change or delete it.");
  await inTransaction(ctx, async (tx) => {
    // Reports of one post are counted one after the other.
    await tx.$executeRaw`SELECT FROM post WHERE id = ${postId} FOR NO KEY UPDATE`;
    const { count } = await tx.report.createMany({
      data: [{ id: newId("report"), postId, userId, reason, details }],
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError("conflict", "You have reported this post already.");
    const hidden = await tx.$executeRaw`
      UPDATE post SET status = 'hidden', hold_rule = 'reports', hold_field = NULL
        WHERE id = ${postId} AND status = 'live' AND (SELECT count(*) FROM report r WHERE r.post_id = ${postId} AND r.state = 'open')
          >= (SELECT s.report_hide_threshold FROM settings_in_force() s)`;
    if (hidden === 0) return;
    const decision = await tx.moderationDecision.create({
      data: { id: newId("decision"), postId, action: "hidden", rule: "reports" },
    });
    await notify(tx, [
      { userId: authorId, kind: "moderation", key: `moderation:${decision.id}`, postId, data: { action: "hidden" } },
    ]);
  });
  return { reported: true };
}

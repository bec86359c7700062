import type { BodyOf } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { notePublicPost } from "@/lib/domain/rewards/reach-milestone";
import { enqueue } from "@/lib/jobs/enqueue";
import type { PostDetailView, updatePostEndpoint } from "./contract";
import { requireOwn } from "./find-post";
import { judgePost, requireCategory, requirePaid, wordsOf } from "./publish-picture";
import { readPost } from "./read-post";

/**
 * Changes the actor's own post. Its words pass the same checks as at publishing; one that becomes visible to others from private is screened as a whole
 * again. A held or hidden post stays so. Throws `not_found`, `content_policy_violation`, `validation_failed`, `forbidden` (watermark).
 */
export async function updatePost(
  ctx: Ctx<UserActor>,
  postId: string,
  input: BodyOf<typeof updatePostEndpoint>,
): Promise<PostDetailView> {
  const post = await requireOwn(ctx, postId);
  const next = {
    title: input.title ?? post.title,
    description: input.description ?? post.description,
    categoryId: input.categoryId ?? post.categoryId,
    tags: input.tags ?? post.tags,
    visibility: input.visibility ?? post.visibility,
    showPrompt: input.showPrompt ?? post.showPrompt,
    hasWatermark: input.watermark ?? post.hasWatermark,
  };
  if (next.categoryId !== post.categoryId) await requireCategory(ctx, next.categoryId);
  if (!next.hasWatermark && post.hasWatermark) await requirePaid(ctx);
  const text = { ...next, prompt: post.generation.prompt };
  const doubt = judgePost(text);
  const isShownAnew = post.visibility === "private" && next.visibility !== "private";
  const hold =
    post.status !== "live" ? undefined : (doubt ?? (isShownAnew ? { rule: "screening", field: null } : undefined));
  await inTransaction(ctx, async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE post SET title = ${next.title}, description = ${next.description}, category_id = ${next.categoryId}, tags = ${next.tags},
          visibility = ${next.visibility}, show_prompt = ${next.showPrompt}, has_watermark = ${next.hasWatermark}, edited_at = now(),
          search = array_to_tsvector(${wordsOf(text)}::text[]),
          status = CASE WHEN ${hold?.rule ?? null}::text IS NULL THEN status ELSE 'held' END,
          hold_rule = coalesce(${hold?.rule ?? null}::text, hold_rule), hold_field = coalesce(${hold?.field ?? null}::text, hold_field),
          first_public_at = CASE WHEN status = 'live' AND ${hold?.rule ?? null}::text IS NULL AND ${next.visibility} = 'public'
            THEN coalesce(first_public_at, now()) ELSE first_public_at END
        WHERE id = ${post.id} AND deleted_at IS NULL AND status = ${post.status}`;
    // Hidden or deleted in this very moment: what was judged is not what is there.
    if (changed === 0)
      throw new AppError("conflict", "This post has just been changed by somebody else. Look at it again.");
    const isPublicNow = post.status === "live" && !hold && next.visibility === "public";
    if (isPublicNow && post.firstPublicAt === null) await notePublicPost(tx, ctx.actor.userId);
    if (hold && hold.rule !== "screening")
      await tx.moderationDecision.create({
        data: { id: newId("decision"), postId: post.id, action: "held", rule: hold.rule, field: hold.field },
      });
    if (hold?.rule === "screening")
      await enqueue(tx, "screen-post", { postId: post.id }, { jobKey: `screen-post:${post.id}` });
    else if (next.hasWatermark !== post.hasWatermark)
      await enqueue(tx, "mark-post", { postId: post.id }, { jobKey: `mark-post:${post.id}` });
  });
  return readPost(ctx, postId);
}

import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import type { Ctx, UserActor, World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { judgeText } from "@/lib/domain/moderation/text-policy";
import { enqueue } from "@/lib/jobs/enqueue";
import type { PublishView, publishEndpoint } from "./contract";
import { holdMessage } from "./hold-words";
import { searchWords } from "./search-words";

/** How long an answer waits for the check; a check that takes longer goes on by itself. */
const WAIT_MS = 20_000;
const LOOK_EVERY_MS = 100;

export type PostText = {
  title: string;
  description: string;
  tags: readonly string[];
  prompt: string;
  showPrompt: boolean;
};

const textFields = ({ title, description, tags, prompt, showPrompt }: PostText) => ({
  title,
  description,
  tags: tags.join(" \n "),
  ...(showPrompt ? { prompt } : {}),
});

/** Throws `content_policy_violation` naming rule and field; returns why a person should look first, if so. */
export const judgePost = (text: PostText) => judgeText(textFields(text));

/** What search finds a post by: never a prompt that is not shown. */
export const wordsOf = ({ title, tags, prompt, showPrompt }: PostText) =>
  searchWords([title, ...tags, ...(showPrompt ? [prompt] : [])].join(" \n "));

/** Throws `validation_failed` on `categoryId` unless it can be chosen. */
export async function requireCategory(on: Pick<World, "db">, categoryId: string): Promise<void> {
  const count = await on.db.category.count({ where: { id: categoryId, isActive: true } });
  if (count === 0) throw invalid("categoryId", "This category does not exist any more. Choose another one.");
}

/** Throws `forbidden` unless the actor ever bought credits (product.md 5). */
export async function requirePaid(ctx: Ctx<UserActor>): Promise<void> {
  if ((await ctx.db.creditOrder.count({ where: { userId: ctx.actor.userId, state: "paid" } })) === 0)
    throw new AppError("forbidden", "Members who have bought credits may leave the watermark out.", {
      errors: [{ field: "watermark", message: "Members who have bought credits may leave the watermark out." }],
    });
}

async function requireUnpublished(ctx: Ctx<UserActor>, imageId: string): Promise<void> {
  const earlier = await ctx.db.post.findMany({
    where: { imageId },
    select: {
      deletedAt: true,
      status: true,
      reports: { where: { state: { not: "dismissed" } }, select: { id: true } },
    },
  });
  if (earlier.some(({ deletedAt }) => deletedAt === null)) throw alreadyPublished();
  // Deleting and publishing anew is no way around a decision.
  if (earlier.some(({ status, reports }) => status === "hidden" || reports.length > 0))
    throw new AppError("conflict", "This picture was hidden or reported, so it can't be published again.");
}

const alreadyPublished = () => new AppError("conflict", "This picture is published already.");

/** Waits until the check is through; after a while it is left to go on by itself. */
async function screened(ctx: Ctx, postId: string): Promise<PublishView> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const post = await ctx.db.post.findUniqueOrThrow({
      where: { id: postId },
      select: { status: true, holdRule: true, holdField: true },
    });
    if (post.status === "live") return { postId, status: "live" };
    if (post.holdRule !== "screening" || waited >= WAIT_MS) {
      const rule = post.holdRule ?? "moderator";
      const field = post.holdField ? { field: post.holdField } : {};
      return { postId, status: "held", hold: { rule, ...field, message: holdMessage(rule) } };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/**
 * Publishes one of the actor's pictures: words are judged at once, the picture by the worker, and until both are clear the post is held. Throws
 * `not_found` for a picture that is not theirs or lies in the bin, `conflict` for one that is published already, `content_policy_violation`,
 * `validation_failed` on `categoryId`, `forbidden` for a watermark switched off without a purchase.
 */
export async function publishPicture(ctx: Ctx<UserActor>, input: BodyOf<typeof publishEndpoint>): Promise<PublishView> {
  const image = isId("image", input.imageId)
    ? await ctx.db.image.findFirst({
        where: { id: input.imageId, userId: ctx.actor.userId, deletedAt: null },
        include: { generation: { select: { prompt: true } } },
      })
    : null;
  if (!image) throw notFound("This picture");
  await requireUnpublished(ctx, image.id);
  await requireCategory(ctx, input.categoryId);
  if (input.watermark === false) await requirePaid(ctx);
  const text: PostText = { ...input, prompt: image.generation.prompt };
  const doubt = judgePost(text);
  const postId = newId("post");
  const isPublished = await inTransaction(ctx, async (tx) => {
    // The unique index decides between two that publish it at the same moment.
    const added = await tx.$executeRaw`
      INSERT INTO post (id, user_id, image_id, generation_id, title, description, category_id, tags, visibility, status, hold_rule, hold_field,
          show_prompt, has_watermark, tier, width, height, placeholder, search)
        SELECT ${postId}, i.user_id, i.id, i.generation_id, ${input.title}, ${input.description}, ${input.categoryId}, ${input.tags}, ${input.visibility},
            'held', ${doubt?.rule ?? "screening"}, ${doubt?.field ?? null}, ${input.showPrompt}, ${input.watermark ?? true}, i.tier, i.width, i.height,
            i.placeholder, array_to_tsvector(${wordsOf(text)}::text[])
          FROM image i WHERE i.id = ${image.id} AND i.deleted_at IS NULL FOR KEY SHARE
        ON CONFLICT (image_id) WHERE deleted_at IS NULL DO NOTHING`;
    if (added === 0) return false;
    if (doubt)
      await tx.moderationDecision.create({ data: { id: newId("decision"), postId, action: "held", ...doubt } });
    await enqueue(tx, doubt ? "mark-post" : "screen-post", { postId }, { jobKey: `screen-post:${postId}` });
    return true;
  });
  if (!isPublished) throw alreadyPublished();
  ctx.failpoint("after-published");
  return screened(ctx, postId);
}

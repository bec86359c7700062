import { newId } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { judgePicture } from "@/lib/domain/moderation/picture-policy";
import { notify } from "@/lib/domain/notifications/notify";
import { readPictureThresholds } from "@/lib/domain/settings/reads";
import type { ContentScores } from "@/lib/providers/content-classifier";
import { ProviderError } from "@/lib/providers/provider-error";
import { makeLive } from "./make-live";
import { readPictureFile, storePostFiles } from "./post-files";

type Verdict = { rule: string; field: string } | "clear";
type Subject = { imageId: string; format: string; hasWatermark: boolean };

/** What the classifier says about the picture; asked once a picture and kept. Undefined where it can't be asked. */
async function scoresOf(world: World, image: { id: string; format: string }): Promise<ContentScores | undefined> {
  const known = await world.db.pictureScreening.findUnique({ where: { imageId: image.id } });
  if (known) return known.scores as ContentScores;
  const { classifier } = world.ports;
  const preview = classifier && (await readPictureFile(world, image, "preview"));
  if (!classifier || !preview) return undefined;
  try {
    const { scores, model } = await classifier.classify(preview);
    await world.db.pictureScreening.createMany({
      data: [{ imageId: image.id, scores, model }],
      skipDuplicates: true,
    });
    return scores;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    world.log.error("picture can't be classified", { imageId: image.id, reason: error.message });
    return undefined;
  }
}

async function verdictOf(world: World, subject: Subject): Promise<Verdict> {
  const image = { id: subject.imageId, format: subject.format };
  const hasFiles = await storePostFiles(world, image, subject.hasWatermark);
  const scores = hasFiles ? await scoresOf(world, image) : undefined;
  if (!scores) return { rule: "unchecked", field: "picture" };
  return judgePicture(scores, await readPictureThresholds(world)) === "clear"
    ? "clear"
    : { rule: "picture", field: "picture" };
}

async function settle(tx: Tx, postId: string, verdict: Verdict): Promise<void> {
  if (verdict === "clear") {
    await makeLive(tx, postId, { from: "screening" });
    return;
  }
  const [held] = await tx.$queryRaw<{ userId: string }[]>`
    UPDATE post SET hold_rule = ${verdict.rule}, hold_field = ${verdict.field}
      WHERE id = ${postId} AND status = 'held' AND hold_rule = 'screening' RETURNING user_id AS "userId"`;
  if (!held) return;
  const decision = await tx.moderationDecision.create({
    data: { id: newId("decision"), postId, action: "held", ...verdict },
  });
  await notify(tx, [
    { userId: held.userId, kind: "moderation", key: `moderation:${decision.id}`, postId, data: { action: "held" } },
  ]);
}

/**
 * Task `screen-post`: looks at a post's picture, makes its files and lets it live, or keeps it held for a person: for what the
 * classifier is unsure about, and for everything it can't look at. Again: nothing more happens, decided by the state of the row.
 */
export async function screenPost(world: World, { postId }: { postId: string }): Promise<void> {
  const post = await world.db.post.findFirst({
    where: { id: postId, status: "held", holdRule: "screening", deletedAt: null },
    select: { hasWatermark: true, image: { select: { id: true, format: true } } },
  });
  if (!post?.image) return;
  const { id: imageId, format } = post.image;
  const verdict = await verdictOf(world, { imageId, format, hasWatermark: post.hasWatermark });
  world.failpoint("before-screened");
  await inTransaction(world, (tx) => settle(tx, postId, verdict));
  world.failpoint("after-screened");
}

/** Task `mark-post`: makes a post's files anew, after its watermark was switched. */
export async function markPost(world: World, { postId }: { postId: string }): Promise<void> {
  const post = await world.db.post.findFirst({
    where: { id: postId, deletedAt: null },
    select: { hasWatermark: true, image: { select: { id: true, format: true } } },
  });
  if (post?.image) await storePostFiles(world, post.image, post.hasWatermark);
}

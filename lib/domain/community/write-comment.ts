import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { judgeText } from "@/lib/domain/moderation/text-policy";
import { type Notice, notify } from "@/lib/domain/notifications/notify";
import type { CommentView, commentEndpoint } from "./comment-contract";
import { readComment } from "./comments";
import { requireVisible } from "./find-post";
import { readPost } from "./read-post";

const LINKS = 1;
const MENTIONS = 10;

/** Whom to reply to: a reply to a reply stands in the same thread. Throws `not_found`. */
async function threadOf(ctx: Ctx, postId: string, parentId: string | undefined): Promise<string | null> {
  if (parentId === undefined) return null;
  const parent = isId("comment", parentId)
    ? await ctx.db.comment.findFirst({ where: { id: parentId, postId, deletedAt: null, status: "live" } })
    : null;
  if (!parent) throw notFound("This comment");
  return parent.parentId ?? parent.id;
}

/** Handles in a text that exist; their owners hear of it once. */
async function mentionedIn(tx: Tx, body: string): Promise<string[]> {
  const handles = [...body.toLowerCase().matchAll(/@([a-z0-9][a-z0-9_]{2,29})/g)].map((match) => match[1]!);
  const people = await tx.user.findMany({
    where: { handle: { in: [...new Set(handles)].slice(0, MENTIONS) }, status: "active" },
    select: { id: true },
  });
  return people.map(({ id }) => id);
}

type Written = { id: string; postId: string; parentId: string | null; body: string; actorId: string };

/** Who hears of a comment: the author of the post, of the comment replied to, and those who are mentioned; each once, for the nearest reason. */
export async function tellOf(tx: Tx, { id, postId, parentId, body, actorId }: Written): Promise<void> {
  const about = { actorId, postId, commentId: id };
  const parent = parentId && (await tx.comment.findUnique({ where: { id: parentId }, select: { userId: true } }));
  const post = await tx.post.findUniqueOrThrow({ where: { id: postId }, select: { userId: true } });
  const notices: Notice[] = [];
  if (parent)
    notices.push({ ...about, userId: parent.userId, kind: "reply", key: `reply:${id}`, groupKey: `reply:${parentId}` });
  if (!parent || parent.userId !== post.userId)
    notices.push({
      ...about,
      userId: post.userId,
      kind: "comment",
      key: `comment:${id}`,
      groupKey: `comment:${postId}`,
    });
  for (const userId of await mentionedIn(tx, body))
    if (!notices.some((one) => one.userId === userId))
      notices.push({ ...about, userId, kind: "mention", key: `mention:${id}:${userId}` });
  await notify(tx, notices);
}

/**
 * Comments on a post, or replies. What is doubtful is held, and shown to its author only. Throws `not_found`, `forbidden` where the author lets nobody
 * (or only followers) comment, `content_policy_violation`.
 */
export async function writeComment(
  ctx: Ctx<UserActor>,
  postId: string,
  { body, parentId }: BodyOf<typeof commentEndpoint>,
): Promise<CommentView> {
  const { canComment } = await readPost(ctx, postId);
  if (!canComment) throw new AppError("forbidden", "Who published this picture does not take comments from everybody.");
  const thread = await threadOf(ctx, postId, parentId);
  const doubt = judgeText({ body }, { links: LINKS });
  const id = newId("comment");
  const { userId } = ctx.actor;
  await inTransaction(ctx, async (tx) => {
    const held = doubt ? { status: "held", holdRule: doubt.rule } : {};
    await tx.comment.create({ data: { id, postId, userId, parentId: thread, body, ...held } });
    if (!doubt) await tellOf(tx, { id, postId, parentId: thread, body, actorId: userId });
  });
  return readComment(ctx, id);
}

/**
 * Changes the actor's own comment; judged like a new one, so that what was held for its words is live with better ones. Who is mentioned only now hears of it.
 * Throws `not_found`, `content_policy_violation`.
 */
export async function updateComment(ctx: Ctx<UserActor>, commentId: string, body: string): Promise<CommentView> {
  const doubt = judgeText({ body }, { links: LINKS });
  const { userId } = ctx.actor;
  await inTransaction(ctx, async (tx) => {
    const standing = doubt ? { status: "held", holdRule: doubt.rule } : { status: "live", holdRule: null };
    const [comment] = await tx.comment.updateManyAndReturn({
      where: { id: commentId, userId, deletedAt: null, status: { not: "hidden" } },
      data: { body, editedAt: await databaseNow(tx), ...standing },
      select: { id: true, postId: true, parentId: true },
    });
    if (!comment) throw notFound("This comment");
    // Each hears of it once for ever, whatever is edited.
    if (!doubt) await tellOf(tx, { ...comment, body, actorId: userId });
  });
  return readComment(ctx, commentId);
}

/** Deletes the actor's own comment, or one under their own post. Throws `not_found`, also the second time. */
export async function deleteComment(ctx: Ctx<UserActor>, commentId: string): Promise<void> {
  const { userId } = ctx.actor;
  const comment = isId("comment", commentId)
    ? await ctx.db.comment.findFirst({
        where: { id: commentId, deletedAt: null, OR: [{ userId }, { post: { userId } }] },
        select: { postId: true },
      })
    : null;
  if (!comment) throw notFound("This comment");
  await requireVisible(ctx, comment.postId);
  await ctx.db.comment.updateMany({
    where: { id: commentId, deletedAt: null },
    data: { deletedAt: await databaseNow(ctx.db) },
  });
}

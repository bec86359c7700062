import { AppError, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { Ctx, ModeratorActor, SystemActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { makeLive } from "@/lib/domain/community/make-live";
import { notify } from "@/lib/domain/notifications/notify";
import { requireUnclaimed } from "./claim-case";
import type { DecisionInput, Deed } from "./contract";
import { requireReason, requireRule } from "./require-rule";
import { lockSuspendable, suspend, suspensionEnd } from "./suspension";
import { closeReports, noticeOf } from "./tell";
import { standingOf } from "./who-may-decide";

/** What stood before a decision, so that it can be undone. */
export type Before = {
  status: string;
  holdRule: string | null;
  holdField: string | null;
  /** Of a post whose picture was sealed: whether it lay in its author's bin. */
  imageDeletedAt?: string | null;
};

type Decider = Ctx<ModeratorActor | SystemActor>;
type Post = {
  id: string;
  userId: string;
  title: string;
  imageId: string | null;
  status: string;
  holdRule: string | null;
  holdField: string | null;
  publishedAt: Date;
  latest: string | null;
  imageDeletedAt: Date | null;
  isSealed: boolean;
  appealId: string | null;
  appealedAt: Date | null;
  firstDeciderId: string | null;
};

/** What a decision is called once it is made. */
export const ACTION = {
  dismiss: "dismissed",
  restore: "restored",
  keep: "kept",
  hide: "hidden",
  warn: "warned",
  delete: "deleted",
  suspend: "suspended",
} as const satisfies Record<Deed, string>;
const TAKES = new Set<Deed>(["hide", "delete", "suspend"]);

async function lockPost(tx: Tx, postId: string): Promise<Post> {
  const [locked] = isId("post", postId)
    ? await tx.$queryRaw<
        { id: string }[]
      >`SELECT id FROM post WHERE id = ${postId} AND deleted_at IS NULL FOR NO KEY UPDATE`
    : [];
  if (!locked) throw notFound("This post");
  const [post] = await tx.$queryRaw<Post[]>`
    SELECT p.id, p.user_id AS "userId", p.title, p.image_id AS "imageId", p.status, p.hold_rule AS "holdRule", p.hold_field AS "holdField",
        p.published_at AS "publishedAt", i.deleted_at AS "imageDeletedAt", i.evidence_until IS NOT NULL AS "isSealed",
        (SELECT d.id FROM moderation_decision d WHERE d.post_id = p.id ORDER BY d.seq DESC LIMIT 1) AS latest,
        a.id AS "appealId", a.created_at AS "appealedAt", (SELECT d.decider_id FROM moderation_decision d WHERE d.id = a.decision_id) AS "firstDeciderId"
      FROM post p LEFT JOIN image i ON i.id = p.image_id LEFT JOIN appeal a ON a.post_id = p.id AND a.state = 'open' WHERE p.id = ${postId}`;
  return post!;
}

export const decidedMeanwhile = () =>
  new AppError("conflict", "Somebody has decided about this in the meantime. Look at it again.");

/** Whether this person may decide, now: nobody else looks at it, and they have no stake in it. Returns what the record says about it. */
async function requireStanding(tx: Tx, { actor }: Decider, post: Post): Promise<{ isBySamePerson: boolean }> {
  if (actor.kind === "system") return { isBySamePerson: false };
  await requireUnclaimed(tx, post.id, actor.userId);
  const { userId: authorId, firstDeciderId } = post;
  const waitsSince = post.appealedAt ?? post.publishedAt;
  const standing = await standingOf(
    tx,
    { moderatorId: actor.userId, authorId, firstDeciderId, waitsSince },
    await databaseNow(tx),
  );
  if (!standing.may) throw new AppError("forbidden", standing.message);
  return standing;
}

function requirePossible(post: Post, deed: Deed): void {
  if (post.holdRule === "screening") throw new AppError("conflict", "The check of this post has not run yet.");
  const impossible = {
    keep: post.appealId === null && "There is no appeal to answer.",
    restore: post.status === "live" && post.appealId === null && "This post is live.",
    warn: post.isSealed && "This post is deleted.",
    hide: post.isSealed && "This post is deleted.",
    delete: post.isSealed && "This post is deleted already.",
  }[deed as string];
  if (impossible) throw new AppError("conflict", impossible);
}

/** Out of everybody's sight, its author's too, and kept as evidence for the days that the settings say. */
const seal = (tx: Tx, imageId: string) => tx.$executeRaw`
  UPDATE image SET deleted_at = coalesce(deleted_at, now()), purge_started_at = now(),
      evidence_until = now() + (SELECT s.evidence_days FROM settings_in_force() s) * interval '1 day'
    WHERE id = ${imageId} AND purge_started_at IS NULL`;

/** Gives a sealed picture back as it was; too late once its evidence ran out. */
export const unseal = (tx: Tx, imageId: string, deletedAt: Date | null) => tx.$executeRaw`
  UPDATE image SET purge_started_at = NULL, evidence_until = NULL, deleted_at = ${deletedAt} WHERE id = ${imageId} AND evidence_until > now()`;

/** When the picture of a sealed post went into its author's bin before, if it did. */
async function binnedBefore(tx: Tx, postId: string): Promise<Date | null> {
  const sealing = await tx.moderationDecision.findFirst({
    where: { postId, action: "deleted" },
    orderBy: { seq: "desc" },
  });
  const { imageDeletedAt } = (sealing?.before ?? {}) as Partial<Before>;
  return imageDeletedAt ? new Date(imageDeletedAt) : null;
}

async function apply(tx: Tx, post: Post, { deed, field }: DecisionInput): Promise<void> {
  const { id, imageId, holdRule, status } = post;
  if (deed === "restore" && post.isSealed && imageId) await unseal(tx, imageId, await binnedBefore(tx, id));
  const wasOnlyDoubted = holdRule === "reports" || (deed === "warn" && status === "held");
  if (deed === "restore" || ((deed === "dismiss" || deed === "warn") && wasOnlyDoubted))
    await makeLive(tx, id, { from: "anywhere" });
  if (TAKES.has(deed))
    await tx.$executeRaw`UPDATE post SET status = 'hidden', hold_rule = 'moderator', hold_field = ${field ?? "picture"} WHERE id = ${id}`;
  if (deed === "delete" && imageId) await seal(tx, imageId);
}

async function answerAppeal(tx: Tx, { appealId }: Post, deed: Deed, decisionId: string): Promise<void> {
  if (!appealId) return;
  const state = deed === "restore" || deed === "dismiss" ? "upheld" : "rejected";
  await tx.appeal.update({
    where: { id: appealId },
    data: { state, resolvedAt: await databaseNow(tx), answerId: decisionId },
  });
}

/**
 * A person's decision about a post: what becomes of it, of its open reports and appeal, who is told, and the audit, in one transaction. Throws `not_found`,
 * `conflict` (somebody else decided or looks at it, its check has not run, nothing to do), `forbidden` for who has a stake in it,
 * `validation_failed` without the rule that a taking decision needs.
 */
export async function decidePost(ctx: Decider, postId: string, input: DecisionInput): Promise<{ decisionId: string }> {
  const { deed, reason } = input;
  const until = deed === "suspend" ? await suspensionEnd(ctx.db, input.until) : null;
  requireRule(input);
  requireReason(input);
  const decisionId = newId("decision");
  await inTransaction(ctx, async (tx) => {
    const post = await lockPost(tx, postId);
    if (post.latest !== input.after) throw decidedMeanwhile();
    const { isBySamePerson } = await requireStanding(tx, ctx, post);
    requirePossible(post, deed);
    const { status, holdRule, holdField, imageDeletedAt } = post;
    const before: Before = { status, holdRule, holdField, imageDeletedAt: imageDeletedAt?.toISOString() ?? null };
    await apply(tx, post, input);
    if (deed === "suspend") await lockSuspendable(tx, post.userId);
    const rule = input.rule ?? (post.appealId ? "appeal" : "moderator");
    const field = input.rule && deed !== "keep" ? (input.field ?? "picture") : null;
    const deciderId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
    const action = ACTION[deed];
    await tx.moderationDecision.create({
      data: { id: decisionId, postId, action, rule, field, reason, deciderId, until, isBySamePerson, before },
    });
    if (deed === "suspend") await suspend(tx, { userId: post.userId, decisionId });
    await answerAppeal(tx, post, deed, decisionId);
    if (deed !== "keep") {
      const state = deed === "dismiss" || deed === "restore" ? "dismissed" : "upheld";
      await closeReports(tx, { postId, decisionId, state });
    }
    // Reports that came to nothing are not held up to its author.
    const isTold = deed !== "dismiss" || status !== "live";
    const about = deed === "delete" || (post.isSealed && deed === "keep") ? {} : { postId };
    const shownAs = deed === "dismiss" ? "restored" : action;
    if (isTold)
      await notify(tx, [
        noticeOf({
          ...about,
          decisionId,
          authorId: post.userId,
          action: shownAs,
          rule,
          field,
          reason,
          title: post.title,
          until,
        }),
      ]);
    await tx.moderationClaim.deleteMany({ where: { subjectId: postId } });
    const details = { decisionId, rule, field, until, isBySamePerson, authorId: post.userId, before };
    await recordAudit(tx, ctx, { action: `moderation.${deed}`, subject: postId, reason, details });
  });
  return { decisionId };
}

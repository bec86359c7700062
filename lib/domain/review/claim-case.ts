import { AppError, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";

const CLAIM_MINUTES = 5;

const claimedBy = (handle: string) => new AppError("conflict", `@${handle} is looking at this at the moment.`);

/** Throws `conflict` while somebody else looks at it. */
export async function requireUnclaimed(
  tx: Pick<Tx, "$queryRaw">,
  subjectId: string,
  moderatorId: string,
): Promise<void> {
  const [other] = await tx.$queryRaw<{ handle: string }[]>`
    SELECT u.handle FROM moderation_claim k JOIN "user" u ON u.id = k.moderator_id
      WHERE k.subject_id = ${subjectId} AND k.moderator_id <> ${moderatorId} AND k.expires_at > now()`;
  if (other) throw claimedBy(other.handle);
}

/** Takes a case for five minutes, or for five more. Throws `not_found`, and `conflict` while somebody else has it. */
export async function claimCase(ctx: Ctx<ModeratorActor>, id: string): Promise<{ expiresAt: string }> {
  if (!isId("post", id) && !isId("comment", id)) throw notFound("This case");
  const [claim] = await ctx.db.$queryRaw<{ expiresAt: Date }[]>`
    INSERT INTO moderation_claim AS k (subject_id, moderator_id, expires_at)
      SELECT id, ${ctx.actor.userId}, now() + ${CLAIM_MINUTES}::int * interval '1 minute'
        FROM (SELECT id FROM post WHERE id = ${id} UNION ALL SELECT id FROM comment WHERE id = ${id}) subject
      ON CONFLICT (subject_id) DO UPDATE SET moderator_id = excluded.moderator_id, expires_at = excluded.expires_at
        WHERE k.moderator_id = excluded.moderator_id OR k.expires_at <= now()
      RETURNING expires_at AS "expiresAt"`;
  if (claim) return { expiresAt: claim.expiresAt.toISOString() };
  await requireUnclaimed(ctx.db, id, ctx.actor.userId);
  throw notFound("This case");
}

/** Leaves a case to others; nothing happens where it is not one's own. */
export async function releaseCase(ctx: Ctx<ModeratorActor>, id: string): Promise<void> {
  await ctx.db.moderationClaim.deleteMany({ where: { subjectId: id, moderatorId: ctx.actor.userId } });
}

import type { Tx } from "@/lib/db/prisma";

/** How long somebody who has a stake waits for anybody else who could decide (product.md 6). */
export const ALONE_AFTER_HOURS = 24;

export type Stake = {
  /** Who would decide. */
  moderatorId: string;
  /** Whose post or comment it is. */
  authorId: string;
  /** Who made the decision that an open appeal is against, if a person did. */
  firstDeciderId: string | null;
  /** Since when it has been waiting. */
  waitsSince: Date;
};
export type Standing =
  | { may: true; isBySamePerson: boolean }
  | { may: false; message: string /** From when on they may after all: nobody else is there. */; until?: Date };

/** Others of the team who could decide: active, verified, neither the author nor who decided first. */
async function countOthers(
  tx: Pick<Tx, "$queryRaw">,
  { moderatorId, authorId, firstDeciderId }: Stake,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ others: number }[]>`
    SELECT count(*)::int AS others FROM "user" u WHERE u.role IN ('moderator', 'admin') AND u.status = 'active' AND u.email_verified_at IS NOT NULL
      AND u.id NOT IN (${moderatorId}, ${authorId}, ${firstDeciderId ?? ""})`;
  return row?.others ?? 0;
}

/**
 * Whether somebody may decide: not about their own post, nor about an appeal against their own decision, unless nobody else could and it
 * has waited a day; the record then says so.
 */
export async function standingOf(tx: Pick<Tx, "$queryRaw">, stake: Stake, now: Date): Promise<Standing> {
  const isOwn = stake.moderatorId === stake.authorId;
  if (!isOwn && stake.moderatorId !== stake.firstDeciderId) return { may: true, isBySamePerson: false };
  const what = isOwn ? "This is your own." : "You made the decision that is appealed.";
  if ((await countOthers(tx, stake)) > 0) return { may: false, message: `${what} Somebody else has to decide.` };
  const until = new Date(stake.waitsSince.getTime() + ALONE_AFTER_HOURS * 3_600_000);
  if (until <= now) return { may: true, isBySamePerson: true };
  return { may: false, message: `${what} Nobody else can decide, so you may after ${ALONE_AFTER_HOURS} hours.`, until };
}

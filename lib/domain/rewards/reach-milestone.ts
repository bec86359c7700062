import { unitsToCredits } from "@/lib/core/credits";
import type { Tx } from "@/lib/db/prisma";
import { grantPromotion } from "@/lib/domain/ledger/grant-promotion";
import { notify } from "@/lib/domain/notifications/notify";
import type { MilestoneKey } from "./contract";

const COLUMN = {
  first_post: "first_post_units",
  posts_10: "posts_10_units",
  posts_50: "posts_50_units",
  posts_100: "posts_100_units",
  likes_100: "likes_100_units",
  streak_7: "streak_7_units",
} as const satisfies Record<MilestoneKey, string>;

export const POSTS_FOR: readonly [MilestoneKey, number][] = [
  ["first_post", 1],
  ["posts_10", 10],
  ["posts_50", 50],
  ["posts_100", 100],
];
export const LIKES_FOR = 100;
export const DAYS_FOR = 7;

/** Units of every milestone by the settings in force; 0 for none. */
export async function milestoneUnits(tx: Pick<Tx, "$queryRaw">): Promise<Record<MilestoneKey, number>> {
  const [row] = await tx.$queryRaw<Record<string, number>[]>`SELECT * FROM settings_in_force()`;
  const unitsOf = (key: MilestoneKey) => row?.[COLUMN[key]] ?? 0;
  return Object.fromEntries((Object.keys(COLUMN) as MilestoneKey[]).map((key) => [key, unitsOf(key)])) as Record<
    MilestoneKey,
    number
  >;
}

/** Books a milestone, once per user for ever: the row decides. */
async function reach(tx: Tx, userId: string, key: MilestoneKey): Promise<void> {
  const units = (await milestoneUnits(tx))[key];
  const { count } = await tx.milestone.createMany({ data: [{ userId, key, units }], skipDuplicates: true });
  if (count === 0 || units === 0) return;
  const grantKey = `milestone:${userId}:${key}`;
  await grantPromotion(tx, { accountId: userId, units, reason: "milestone", reference: key, key: grantKey });
  await notify(tx, [
    { userId, kind: "milestone", key: grantKey, data: { milestone: key, credits: unitsToCredits(units) } },
  ]);
}

/** Call it in the transaction in which a post is live and public for the first time. Counts pictures, not posts: publishing one again adds none. */
export async function notePublicPost(tx: Tx, userId: string): Promise<void> {
  // Two posts that go live at once must not both miss the tenth.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('milestones:' || ${userId}, 0))`;
  const [row] = await tx.$queryRaw<{ pictures: bigint }[]>`
    SELECT count(DISTINCT generation_id) AS pictures FROM post WHERE user_id = ${userId} AND first_public_at IS NOT NULL`;
  for (const [key, count] of POSTS_FOR) if (Number(row?.pictures ?? 0) >= count) await reach(tx, userId, key);
}

/** Call it in the transaction that folds likes into a post's count. */
export async function noteLikes(tx: Tx, { authorId, likes }: { authorId: string; likes: number }): Promise<void> {
  if (likes >= LIKES_FOR) await reach(tx, authorId, "likes_100");
}

/** Call it in the transaction that delivers a picture: seven Indian calendar days in a row with one are a milestone. */
export async function noteActiveDay(tx: Tx, userId: string): Promise<void> {
  const added = await tx.$executeRaw`
    INSERT INTO active_day (user_id, day) VALUES (${userId}, (now() AT TIME ZONE 'Asia/Kolkata')::date) ON CONFLICT DO NOTHING`;
  if (added === 0) return;
  const [row] = await tx.$queryRaw<{ days: bigint }[]>`
    SELECT count(*) AS days FROM active_day
      WHERE user_id = ${userId} AND day > (now() AT TIME ZONE 'Asia/Kolkata')::date - ${DAYS_FOR}::int`;
  if (Number(row?.days ?? 0) >= DAYS_FOR) await reach(tx, userId, "streak_7");
}

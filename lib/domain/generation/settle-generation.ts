import type { Id } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { notify } from "@/lib/domain/notifications/notify";
import { noteReferralPicture } from "@/lib/domain/referrals/note-step";
import { noteActiveDay } from "@/lib/domain/rewards/reach-milestone";
import { rewardReuse } from "@/lib/domain/rewards/reuse-reward";
import { enqueue } from "@/lib/jobs/enqueue";
import { enqueueDiscard } from "./discard-picture";
import { FAILURES, type FailureCode } from "./failures";

/** A picture that is verified and stored already. */
export type StoredPicture = {
  imageId: Id<"image">;
  width: number;
  height: number;
  bytes: number;
  format: "png" | "jpeg" | "webp";
  sha256: string;
  /** thumbhash, base64 */
  placeholder: string;
};

export type Ending = { fromState?: "queued" | "submitting" } & (
  | { state: "succeeded"; picture: StoredPicture; leaseToken: string }
  | { state: "failed"; code: FailureCode; leaseToken?: string }
  | { state: "cancelled" }
);

type Ended = {
  userId: string;
  sourcePostId: string | null;
  costUnits: number;
  tier: string;
  searchText: string;
  hasFiles: boolean;
  /** Asked for so short a time ago that its owner is still looking at it. */
  isWatched: boolean;
};

const WATCHED_FOR = "1 minute";

/** The studio shows a picture to whoever waits for it; the bell rings only for whom it took long, and the list keeps all. */
function tellOwner(tx: Tx, generationId: string, { userId, isWatched }: Ended, ending: Ending): Promise<void> {
  const imageId = ending.state === "succeeded" ? ending.picture.imageId : null;
  const data = { ok: imageId !== null, imageId };
  return notify(tx, [{ userId, kind: "job", key: `job:${generationId}`, data, isRead: isWatched }]);
}

/**
 * Ends a generation, decided by one conditional UPDATE on its state, so that webhook, poll, time-out and cancel race safely; picture or
 * refund, and a look at the queue for the place that became free, commit with it. While somebody holds the lease (is delivering the picture) only
 * the holder may end it, and one who lost it can't. `fromState` is for a job that must not have moved in between. Returns false when nothing ended. `also`:
 * what belongs to the ending; it runs last in the same transaction.
 */
export async function settleGeneration(
  world: World,
  generationId: string,
  ending: Ending,
  also?: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  world.failpoint("before-settle");
  const failure =
    ending.state === "failed" ? { code: ending.code, message: FAILURES[ending.code] } : { code: null, message: null };
  const leaseToken = ("leaseToken" in ending && ending.leaseToken) || null;
  const fromState = ending.fromState ?? null;
  const isEnded = await inTransaction(world, async (tx) => {
    const [ended] = await tx.$queryRaw<Ended[]>`
      UPDATE generation SET state = ${ending.state}, finished_at = now(), failure_code = ${failure.code}, failure_message = ${failure.message},
          next_check_at = NULL, lease_token = NULL, lease_until = NULL,
          provider_cost_paise = CASE WHEN prediction_id IS NULL THEN 0 ELSE provider_cost_paise END
        WHERE id = ${generationId} AND state IN ('queued', 'submitting', 'running')
          AND CASE WHEN ${leaseToken}::text IS NULL THEN coalesce(lease_until < now(), true) ELSE lease_token = ${leaseToken} END
          AND (${fromState}::text IS NULL OR state = ${fromState})
        RETURNING user_id AS "userId", source_post_id AS "sourcePostId", cost_units AS "costUnits", tier, started_at IS NOT NULL AS "hasFiles",
          created_at > now() - ${WATCHED_FOR}::interval AS "isWatched",
          lower(concat_ws(E'\\n', prompt, enhanced_from)) AS "searchText"`;
    if (!ended) return false;
    if (ending.state === "succeeded") {
      const { imageId, ...picture } = ending.picture;
      const { userId, tier, searchText } = ended;
      await tx.image.create({ data: { id: imageId, userId, generationId, tier, searchText, ...picture } });
      // First, like everywhere: the referral's row before the accounts.
      await noteReferralPicture(tx, userId);
      if (ended.sourcePostId) await rewardReuse(tx, generationId);
      await noteActiveDay(tx, userId);
    } else {
      await postEntry(tx, {
        accountId: ended.userId,
        units: ended.costUnits,
        reason: "generation_refund",
        reference: generationId,
        key: `generation_refund:${generationId}`,
      });
      // A worker that died while it delivered may have left files.
      if (ended.hasFiles) await enqueueDiscard(tx, world, generationId);
    }
    if (ending.state !== "cancelled") await tellOwner(tx, generationId, ended, ending);
    await enqueue(tx, "dispatch-generations", {}, { jobKey: "dispatch-generations" });
    await also?.(tx);
    return true;
  });
  world.failpoint("after-settle");
  if (isEnded)
    world.log.info("generation ended", {
      generationId,
      state: ending.state,
      ...(failure.code ? { code: failure.code } : {}),
    });
  return isEnded;
}

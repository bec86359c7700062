import { AppError, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { enqueue } from "@/lib/jobs/enqueue";
import type { JobView } from "./contract";
import { readJob } from "./reads";
import { settleGeneration } from "./settle-generation";

/**
 * Cancels a generation. A waiting one ends at once with its refund; for one at the provider the worker asks it to stop, and a success that
 * beats the request is delivered. Throws `not_found` (also for somebody else's) and `conflict` when it has ended.
 */
export async function cancelGeneration(ctx: Ctx<UserActor>, jobId: string): Promise<JobView> {
  if (!isId("generation", jobId)) throw notFound("This picture");
  const { rows } = await ctx.pool.query<{ state: string }>(
    `UPDATE generation SET cancel_requested_at = coalesce(cancel_requested_at, now())
      WHERE id = $1 AND user_id = $2 AND state IN ('queued', 'submitting', 'running') RETURNING state`,
    [jobId, ctx.actor.userId],
  );
  if (!rows[0]) {
    // Throws `not_found` unless it is theirs.
    await readJob(ctx, jobId);
    throw new AppError("conflict", "This picture is finished and can't be cancelled any more.");
  }
  const isCancelled = await settleGeneration(ctx, jobId, { state: "cancelled", fromState: "queued" });
  if (!isCancelled) await enqueue(ctx.db, "cancel-prediction", { generationId: jobId });
  return readJob(ctx, jobId);
}

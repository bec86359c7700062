import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { enqueue } from "@/lib/jobs/enqueue";
import type { JobRow } from "./admin-contract";
import { whyNotOpen } from "./why-not-open";

type Open = { state: JobRow["state"]; model: string };

/**
 * Takes the pause away from an open job and has dispatcher and reconciler look at it now. What has been posted once is only ever looked for, never posted
 * again: that is the reconciler's own rule, and nothing here touches its mark. Throws `not_found`, `conflict` for an ended job.
 */
export async function retryGeneration(
  ctx: Ctx<AdminActor>,
  jobId: string,
  { reason }: { reason: string },
): Promise<{ id: string; state: JobRow["state"] }> {
  if (!isId("generation", jobId)) throw notFound("This job");
  const open = await inTransaction(ctx, async (tx) => {
    const [job] = await tx.$queryRaw<Open[]>`
      UPDATE generation SET not_before = least(not_before, now()), next_check_at = CASE WHEN state = 'queued' THEN next_check_at ELSE now() END
        WHERE id = ${jobId} AND state IN ('queued', 'submitting', 'running') RETURNING state, model`;
    if (!job) return undefined;
    await enqueue(tx, "dispatch-generations", {}, { jobKey: "dispatch-generations" });
    await recordAudit(tx, ctx, { action: "job.retry", subject: jobId, reason, details: job });
    return job;
  });
  if (!open) throw await whyNotOpen(ctx, jobId);
  return { id: jobId, state: open.state };
}

import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { enqueue } from "@/lib/jobs/enqueue";
import { settleGeneration } from "./settle-generation";
import { whyNotOpen } from "./why-not-open";

/**
 * Ends an open job as failed, with its refund; the worker then stops its prediction. Throws `not_found`, and `conflict` for a job that has ended or whose
 * picture is being delivered at this moment.
 */
export async function refundGeneration(
  ctx: Ctx<AdminActor>,
  jobId: string,
  { reason }: { reason: string },
): Promise<{ id: string; state: "failed" }> {
  if (!isId("generation", jobId)) throw notFound("This job");
  const isEnded = await settleGeneration(ctx, jobId, { state: "failed", code: "stopped_by_studio" }, async (tx) => {
    await enqueue(tx, "cancel-prediction", { generationId: jobId });
    await recordAudit(tx, ctx, { action: "job.refund", subject: jobId, reason });
  });
  if (!isEnded) throw await whyNotOpen(ctx, jobId);
  return { id: jobId, state: "failed" };
}

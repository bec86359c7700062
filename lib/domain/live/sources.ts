import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { LiveEvent, LiveSource } from "@/lib/db/live";
import type { JobView } from "@/lib/domain/generation/contract";
import { listLiveJobs, readJob } from "@/lib/domain/generation/reads";
import { readBalance } from "@/lib/domain/ledger/reads";
import { countUnread } from "@/lib/domain/notifications/reads";

const jobEvent = (data: JobView): LiveEvent => ({ event: "job", data });
const hasEnded = (job: JobView) => job.status !== "queued" && job.status !== "running";

/** Everything that changes for one user: `balance`, `job` and `notification` events. */
export function userSource(ctx: Ctx<UserActor>): LiveSource {
  const waiting = new Map<string, number | undefined>();
  const note = (job: JobView) => {
    if (job.status === "queued") waiting.set(job.jobId, job.queuePosition);
    else waiting.delete(job.jobId);
    return jobEvent(job);
  };
  const balance = async (): Promise<LiveEvent> => ({ event: "balance", data: await readBalance(ctx) });
  const notification = async (): Promise<LiveEvent> => ({
    event: "notification",
    data: { unread: await countUnread(ctx) },
  });
  return {
    snapshot: async (since) => [await balance(), await notification(), ...(await listLiveJobs(ctx, since)).map(note)],
    resolve: async (change) => {
      if (change.kind === "balance") return [await balance()];
      return [change.kind === "job" ? note(await readJob(ctx, change.id)) : await notification()];
    },
    /** Places in line move when others move. */
    refresh: async () => {
      if (waiting.size === 0) return [];
      const jobs = await listLiveJobs(ctx, new Date());
      return jobs.filter((job) => waiting.has(job.jobId) && waiting.get(job.jobId) !== job.queuePosition).map(note);
    },
  };
}

/** One generation for API clients: `job` events until it ends. Throws `not_found`, also for somebody else's. */
export async function jobSource(ctx: Ctx<UserActor>, jobId: string): Promise<LiveSource> {
  await readJob(ctx, jobId);
  const read = async (): Promise<LiveEvent[]> => {
    const job = await readJob(ctx, jobId);
    return [{ ...jobEvent(job), isLast: hasEnded(job) }];
  };
  return { snapshot: read, resolve: async (change) => (change.kind === "job" && change.id === jobId ? read() : []) };
}

"use client";

import { useState } from "react";
import type { JobView } from "@/lib/domain/generation/contract";

type Jobs = { jobs: JobView[]; batchOf: (job: JobView) => JobView[] };

/** Which request stands on the stage; none means the templates. The address remembers it across a reload. */
export function useStage({ jobs, batchOf }: Jobs, initialJobId: string | undefined) {
  const [shownIds, setShownIds] = useState<string[]>(() => {
    const job = jobs.find(({ jobId }) => jobId === initialJobId);
    return job ? batchOf(job).map(({ jobId }) => jobId) : [];
  });
  const [mainId, setMainId] = useState(initialJobId);

  const batch = shownIds.flatMap((id) => jobs.find(({ jobId }) => jobId === id) ?? []);
  const main = batch.find(({ jobId }) => jobId === mainId) ?? batch[0];

  const remember = (jobId: string | undefined) =>
    window.history.replaceState(null, "", jobId ? `/studio?job=${jobId}` : "/studio");

  const showIds = (ids: string[]) => {
    setShownIds(ids);
    setMainId(ids[0]);
    remember(ids[0]);
  };
  const choose = (jobId: string) => {
    setMainId(jobId);
    remember(jobId);
  };
  const show = (job: JobView) => {
    showIds(batchOf(job).map(({ jobId }) => jobId));
    choose(job.jobId);
  };

  return { batch, main, shownIds, showIds, show, choose, clear: () => showIds([]) };
}

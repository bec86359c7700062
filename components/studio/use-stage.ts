"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { JobView } from "@/lib/domain/generation/contract";

const remember = (jobId: string | undefined) =>
  window.history.replaceState(null, "", jobId ? `/studio?job=${jobId}` : "/studio");

type Jobs = { jobs: JobView[]; batchOf: (job: JobView) => JobView[] };

/**
 * Which request stands on the stage; none means the templates. The address names it, so that a reload shows it again, and a press of
 * Create in the menu, which leads to the bare address, clears the stage (`onCleared`).
 */
export function useStage({ jobs, batchOf }: Jobs, initialJobId: string | undefined, onCleared: () => void) {
  const named = useSearchParams().get("job");
  const wasNamed = useRef(false);
  const [shownIds, setShownIds] = useState<string[]>(() => {
    const job = jobs.find(({ jobId }) => jobId === initialJobId);
    return job ? batchOf(job).map(({ jobId }) => jobId) : [];
  });
  const [mainId, setMainId] = useState(initialJobId);

  const batch = shownIds.flatMap((id) => jobs.find(({ jobId }) => jobId === id) ?? []);
  const main = batch.find(({ jobId }) => jobId === mainId) ?? batch[0];

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

  const follow = useEffectEvent(() => {
    if (!named && wasNamed.current) {
      setShownIds([]);
      onCleared();
    }
    wasNamed.current = named !== null;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is the sign
  useEffect(() => follow(), [named]);
  useEffect(() => {
    if (initialJobId) remember(initialJobId);
  }, [initialJobId]);

  return { batch, main, shownIds, showIds, show, choose, clear: () => showIds([]) };
}

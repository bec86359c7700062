"use client";

import { useCallback, useEffect, useEffectEvent, useState } from "react";
import { useJobEvents } from "@/components/shell/live";
import { announce } from "@/components/ui/live-region";
import { type JobView, jobsEndpoint } from "@/lib/domain/generation/contract";
import { call } from "@/lib/http/call";
import { inWords, isActive } from "./estimate";

/** When nothing was heard of running pictures for so long, they are asked for: a lost event must not leave a page waiting. */
const ASK_AFTER_MS = 6_000;

const RANK = { queued: 0, running: 1, succeeded: 2, failed: 2, cancelled: 2 };

/** Newest first. What ended never starts again, whatever order news comes in. */
function merge(jobs: JobView[], news: JobView): JobView[] {
  const known = jobs.find(({ jobId }) => jobId === news.jobId);
  if (known && RANK[news.status] < RANK[known.status]) return jobs;
  const others = jobs.filter(({ jobId }) => jobId !== news.jobId);
  // Variations share their instant; ids are sortable by time.
  return [...others, news].sort((a, b) => (a.jobId < b.jobId ? 1 : -1));
}

/** The user's jobs of late, live: from the server's first page, then events, then asking. */
export function useJobs(initial: JobView[]) {
  const [jobs, setJobs] = useState(initial);

  const learn = useCallback((news: JobView) => setJobs((known) => merge(known, news)), []);

  useJobEvents((news) => {
    const before = jobs.find(({ jobId }) => jobId === news.jobId);
    const isNews = before && (before.status !== news.status || before.queuePosition !== news.queuePosition);
    if (isNews && !(before.status === "running" && news.status === "running")) announce(inWords(news));
    learn(news);
  });

  const ask = useEffectEvent(async () => {
    const page = await call(jobsEndpoint, { query: { limit: 30 } }).catch(() => undefined);
    for (const news of page?.items ?? []) learn(news);
  });

  const isWaiting = jobs.some(isActive);
  // Every change of `jobs` starts the wait anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `jobs` is the sign that news came
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void ask();
    }, ASK_AFTER_MS);
    return () => clearInterval(timer);
  }, [isWaiting, jobs]);

  /** Jobs of the same request as this one, in the order they were asked for. */
  const batchOf = (job: JobView) =>
    jobs.filter(({ createdAt, prompt }) => createdAt === job.createdAt && prompt === job.prompt).toReversed();

  return { jobs, learn, batchOf };
}

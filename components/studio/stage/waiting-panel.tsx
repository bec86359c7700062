"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Progress } from "@/components/ui/progress";
import { notify } from "@/components/ui/toaster";
import { formatCredits } from "@/lib/core/credits";
import { cancelJobEndpoint, type JobView } from "@/lib/domain/generation/contract";
import { TIERS } from "@/lib/domain/generation/tiers";
import { CallError, call } from "@/lib/http/call";
import { elapsedMs, estimate, minutesAndSeconds, ordinal, placeInLine, timeToGo } from "../estimate";
import { PanelActions, PanelFrame, PanelTitle } from "./panel";

type Props = { job: JobView; nowMs: number; onNews: (job: JobView) => void };

/** Paid, in line, painting, checked: where a picture stands, for how long still, and the way out. */
export function WaitingPanel({ job, nowMs, onNews }: Props) {
  const [isCancelling, setCancelling] = useState(false);
  const isRunning = job.status === "running";
  const { ratio, leftMs } = estimate(job, nowMs);

  const cancel = async () => {
    setCancelling(true);
    try {
      onNews(await call(cancelJobEndpoint, { params: { jobId: job.jobId } }));
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "It could not be cancelled." });
    } finally {
      setCancelling(false);
    }
  };

  return (
    <PanelFrame>
      {/* As high as its longest words, so that nothing moves when they change. */}
      <div className="min-h-20 fold:min-h-28">
        <div className="fold:min-h-16">
          <PanelTitle>{titleOf(job)}</PanelTitle>
        </div>
        <p className="mt-1 text-ink-2">{job.isCancelling ? "Waiting for the image service." : noteOf(job, leftMs)}</p>
      </div>
      <div>
        <Progress value={ratio} label="Painting your picture" />
        <p className="mt-1.5 flex justify-between gap-3 type-small">
          <span className="font-strong">{isRunning ? `${Math.round(ratio * 100)} %` : "Not started"}</span>
          <span className="text-ink-2">{minutesAndSeconds(elapsedMs(job, nowMs))} elapsed</span>
        </p>
      </div>
      <Steps job={job} nowMs={nowMs} />
      <PanelActions>
        <Button wide busy={isCancelling || job.isCancelling} onClick={cancel} className="fold:w-auto">
          Cancel, get {job.creditsDebited} back
        </Button>
      </PanelActions>
      <p className="text-ink-2 type-small">You can leave this page. The picture will wait in My Creations.</p>
    </PanelFrame>
  );
}

function titleOf(job: JobView): string {
  if (job.isCancelling) return "Cancelling";
  if (job.status === "running") return "Painting your picture";
  if (!job.queuePosition) return "In line";
  return job.queuePosition === 1 ? "You're next in line" : `You're ${ordinal(job.queuePosition)} in line`;
}

function noteOf(job: JobView, leftMs: number): string {
  if (job.status === "running") return timeToGo(leftMs);
  const seconds = Math.max(1, Math.round((job.usualMs ?? TIERS[job.tier].usualMs) / 1000));
  return `Painting takes about ${seconds} ${seconds === 1 ? "second" : "seconds"} once it starts.`;
}

function Steps({ job, nowMs }: { job: JobView; nowMs: number }) {
  const isRunning = job.status === "running";
  const waitedMs = (job.startedAt ? Date.parse(job.startedAt) : nowMs) - Date.parse(job.createdAt);
  const waited = `${Math.max(0, Math.round(waitedMs / 1000))} s`;
  const inLine = isRunning ? `waited ${waited}` : job.queuePosition ? placeInLine(job.queuePosition) : waited;
  return (
    <ol className="divide-y divide-line border-y border-line">
      <Step name="Paid" fact={formatCredits(job.creditsDebited)} state="done" />
      <Step name="In line" fact={inLine} state={isRunning ? "done" : "now"} />
      <Step name="Painting" fact={`${TIERS[job.tier].name}, ${job.aspectRatio}`} state={isRunning ? "now" : "later"} />
      <Step name="Checking pixels" fact={`${job.width} × ${job.height}`} state="later" />
    </ol>
  );
}

const DOT = {
  done: "bg-ink",
  now: "bg-marigold outline-2 outline-ink",
  later: "border border-line-strong",
};

function Step({ name, fact, state }: { name: string; fact: string; state: keyof typeof DOT }) {
  return (
    <li className="flex items-center gap-2.5 py-2.5" aria-current={state === "now" ? "step" : undefined}>
      <span aria-hidden="true" className={classNames("size-2.5 shrink-0 rounded-full", DOT[state])} />
      <span className={classNames(state === "now" && "font-strong", state === "later" && "text-ink-2")}>{name}</span>
      {/* New words are a new element: right-aligned ones that grow would count as moved. */}
      <span key={fact} className="ml-auto text-right text-ink-2 type-small">
        {fact}
      </span>
    </li>
  );
}

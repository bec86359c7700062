"use client";

import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import type { JobView } from "@/lib/domain/generation/contract";
import { estimate, placeInLine } from "../estimate";

type Props = { jobs: JobView[]; mainId: string; nowMs: number; onChoose: (jobId: string) => void };

/** The variations of one request; the chosen one stands large. */
export function Variations({ jobs, mainId, nowMs, onChoose }: Props) {
  if (jobs.length < 2) return null;
  return (
    <fieldset aria-label="Variations of this picture" className="mt-3 flex gap-2 px-inset fold:px-0">
      {jobs.map((job, index) => (
        <button
          key={job.jobId}
          type="button"
          aria-pressed={job.jobId === mainId}
          aria-label={`Variation ${index + 1}, ${shortState(job, nowMs)}`}
          onClick={() => onChoose(job.jobId)}
          className={classNames(
            "grid size-16 shrink-0 place-items-center overflow-hidden rounded-picture",
            job.jobId === mainId && "outline-2 outline-offset-2 outline-select",
            job.thumbnailUrl ? "" : "border border-line-strong bg-surface",
          )}
        >
          {job.thumbnailUrl ? (
            <Picture
              src={job.thumbnailUrl}
              width={job.width}
              height={job.height}
              alt=""
              placeholder={job.placeholder}
              fit="cover"
              className="size-16"
            />
          ) : (
            <span key={shortState(job, nowMs)} className="type-tiny">
              {shortState(job, nowMs)}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}

/** A job in a word or two, for small tiles. */
export function shortState(job: JobView, nowMs: number): string {
  switch (job.status) {
    case "queued":
      return job.queuePosition ? placeInLine(job.queuePosition) : "In line";
    case "running":
      return `${Math.round(estimate(job, nowMs).ratio * 100)} %`;
    case "succeeded":
      return job.imageId ? "ready" : "Deleted";
    case "failed":
    case "cancelled":
      return "Refunded";
  }
}

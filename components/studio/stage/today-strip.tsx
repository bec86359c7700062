"use client";

import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import type { JobView } from "@/lib/domain/generation/contract";
import { elapsedMs, estimate, minutesAndSeconds, placeInLine } from "../estimate";

type Props = {
  jobs: JobView[];
  shownId?: string;
  /** Above the templates, which are what matters then. */
  isSmall?: boolean;
  nowMs: number;
  onChoose: (job: JobView) => void;
};

/** What was asked for today: running, refunded, done. A press brings it to the stage. */
export function TodayStrip({ jobs, shownId, isSmall, nowMs, onChoose }: Props) {
  if (jobs.length === 0) return null;
  return (
    <section aria-labelledby="today">
      <div className="mb-2 flex items-baseline justify-between px-inset fold:px-0">
        <h2 id="today" className="type-heading">
          Today
        </h2>
        <TextLink href="/studio/my-creations" className="type-small">
          All creations
        </TextLink>
      </div>
      <ul className="scroll-strip -my-1 flex gap-2.5 px-inset py-1 fold:-mx-1 fold:px-1">
        {jobs.map((job) => (
          <li key={job.jobId} className="shrink-0">
            <button
              type="button"
              onClick={() => onChoose(job)}
              aria-label={`${labelOf(job)}: ${job.prompt.slice(0, 120)}`}
              className={classNames(
                "grid h-28 overflow-hidden rounded-picture text-center",
                !isSmall && "fold:h-40",
                job.jobId === shownId && "outline-2 outline-offset-1 outline-select",
                job.thumbnailUrl ? "" : "w-28 place-content-center border bg-surface px-2 fold:w-32",
                job.thumbnailUrl
                  ? ""
                  : job.status === "queued" || job.status === "running"
                    ? "border-line-strong"
                    : "border-dashed border-line-strong",
              )}
              style={job.thumbnailUrl ? { aspectRatio: `${job.width} / ${job.height}` } : undefined}
            >
              <Tile job={job} nowMs={nowMs} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function labelOf(job: JobView): string {
  return { queued: "In line", running: "Painting", succeeded: "Picture", failed: "Refunded", cancelled: "Refunded" }[
    job.status
  ];
}

function Tile({ job, nowMs }: { job: JobView; nowMs: number }) {
  if (job.thumbnailUrl) {
    return (
      <Picture
        src={job.thumbnailUrl}
        width={job.width}
        height={job.height}
        alt=""
        placeholder={job.placeholder}
        fit="cover"
        className="size-full"
      />
    );
  }
  if (job.status === "succeeded") return <span className="text-ink-2 type-small">Deleted</span>;
  if (job.status === "failed" || job.status === "cancelled") {
    return (
      <>
        <span className="font-strong type-small">Refunded</span>
        <span className="text-ink-2 type-small">+{formatCredits(job.creditsRefunded)}</span>
      </>
    );
  }
  const isRunning = job.status === "running";
  const place = job.queuePosition ? placeInLine(job.queuePosition) : "soon";
  const words = isRunning ? `${Math.round(estimate(job, nowMs).ratio * 100)} %` : place;
  // New words are new elements: centred ones that grow would count as moved.
  return (
    <>
      <span key={words} className="type-heading first-letter:uppercase">
        {words}
      </span>
      <span key={job.status} className="text-ink-2 type-small">
        {isRunning ? "painting" : "in line"}
      </span>
      <span className="text-ink-2 type-small">{minutesAndSeconds(elapsedMs(job, nowMs))}</span>
    </>
  );
}

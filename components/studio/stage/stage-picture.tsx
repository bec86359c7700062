"use client";

import { ArrivingPicture } from "@/components/ui/arriving-picture";
import { AiMark } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import type { JobView } from "@/lib/domain/generation/contract";
import { isActive } from "../estimate";
import { Frame } from "./frame";

/** What stands in the frame: the idea in words while it is painted, the picture, or why there is none. */
export function StagePicture({ job }: { job: JobView }) {
  return (
    <Frame width={job.width} height={job.height}>
      {isActive(job) ? <Canvas prompt={job.prompt} /> : <Outcome job={job} />}
    </Frame>
  );
}

/** The empty canvas carries the idea until the picture covers it. */
function Canvas({ prompt }: { prompt: string }) {
  return (
    <div className="flex size-full items-end overflow-hidden bg-sunken p-6 fold:p-8">
      <p dir="auto" className="line-clamp-6 text-ink-3 type-title">
        {prompt}
      </p>
    </div>
  );
}

function Outcome({ job }: { job: JobView }) {
  if (job.status === "succeeded" && job.imageUrl) {
    return (
      <>
        <ArrivingPicture
          src={job.previewUrl ?? job.imageUrl}
          width={job.width}
          height={job.height}
          alt={job.prompt}
          placeholder={job.placeholder}
          fit="cover"
          className="size-full"
        />
        <AiMark />
      </>
    );
  }
  if (job.status === "succeeded") {
    return (
      <EmptyState isPicture emoji="🗑" title="Deleted" className="size-full">
        This picture is no longer in My Creations.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      isPicture
      emoji="🫗"
      title={job.status === "cancelled" ? "Cancelled" : "No picture this time"}
      className="size-full"
    >
      {job.status === "cancelled" ? "You stopped this one before it was ready." : job.error?.message}
    </EmptyState>
  );
}

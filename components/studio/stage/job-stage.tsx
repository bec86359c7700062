"use client";

import type { JobView } from "@/lib/domain/generation/contract";
import type { Tier } from "@/lib/domain/generation/tiers";
import type { Prices } from "../draft";
import { isActive } from "../estimate";
import type { Refusal } from "../use-generate";
import { DonePanel } from "./done-panel";
import { EndedPanel } from "./ended-panel";
import { PanelFrame, PanelTitle } from "./panel";
import { StagePicture } from "./stage-picture";
import { Variations } from "./variations";
import { WaitingPanel } from "./waiting-panel";

type Props = {
  /** One request's pictures. */
  batch: JobView[];
  main: JobView;
  nowMs: number;
  prices: Prices;
  balance: number;
  isSending: boolean;
  refusal?: Refusal;
  onChoose: (jobId: string) => void;
  onNews: (job: JobView) => void;
  onRetry: (job: JobView, tier: Tier) => void;
  onChange: (imageId: string) => void;
};

/** A request on the stage: its picture in the frame that never moves, its state beside it. */
export function JobStage(props: Props) {
  const { batch, main, nowMs, onChoose } = props;
  return (
    <section aria-label="Your picture" className="flex flex-col gap-5 wide:flex-row wide:gap-7">
      <div className="min-w-0 wide:flex-1">
        <StagePicture key={main.jobId} job={main} />
        <Variations jobs={batch} mainId={main.jobId} nowMs={nowMs} onChoose={onChoose} />
      </div>
      <div className="wide:w-60 wide:shrink-0">
        <Panel {...props} />
      </div>
    </section>
  );
}

function Panel({ main, nowMs, balance, onNews, onChange, ...rest }: Props) {
  if (isActive(main)) return <WaitingPanel job={main} nowMs={nowMs} onNews={onNews} />;
  if (main.status === "succeeded") {
    const { imageId } = main;
    if (!imageId) return <Gone />;
    const learnDeleted = () =>
      onNews({ ...main, imageId: undefined, imageUrl: undefined, previewUrl: undefined, thumbnailUrl: undefined });
    return (
      <DonePanel
        job={{ ...main, imageId }}
        balance={balance}
        onChange={onChange}
        onDeleted={learnDeleted}
        onRestored={() => onNews(main)}
      />
    );
  }
  return <EndedPanel job={main} balance={balance} {...rest} />;
}

function Gone() {
  return (
    <PanelFrame>
      <div>
        <PanelTitle>Deleted</PanelTitle>
        <p className="mt-1 text-ink-2">Choose another picture, or make a new one.</p>
      </div>
    </PanelFrame>
  );
}

"use client";

import { DeleteCreation } from "@/components/creations/delete-creation";
import { DownloadMenu } from "@/components/creations/download-menu";
import { CopyLinks, ShareButton } from "@/components/creations/share-button";
import { PublishButton } from "@/components/publish/publish-button";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { formatCredits } from "@/lib/core/credits";
import type { JobView } from "@/lib/domain/generation/contract";
import { TIERS } from "@/lib/domain/generation/tiers";
import { inThrees } from "../composer/advanced";
import { elapsedMs, minutesAndSeconds } from "../estimate";
import { PanelActions, PanelFrame, PanelTitle } from "./panel";

type Props = {
  job: JobView & { imageId: string };
  balance: number;
  onChange: (imageId: string) => void;
  onDeleted: () => void;
  onRestored: () => void;
};

/** The picture is there: take it, change it, or let it go; and what it was made with. */
export function DonePanel({ job, balance, onChange, onDeleted, onRestored }: Props) {
  const tier = TIERS[job.tier];
  return (
    <PanelFrame>
      <div>
        <Badge tone="good" className="mb-1.5">
          Ready in {minutesAndSeconds(elapsedMs(job, 0))}
        </Badge>
        <PanelTitle>Yours to use</PanelTitle>
        <p className="mt-1 text-ink-2">
          {job.width} × {job.height}, {tier.name}. Kept for ever in My Creations.
        </p>
      </div>
      <PanelActions>
        <div className="grid grid-cols-2 gap-2">
          <DownloadMenu imageId={job.imageId} side="above" />
          <ShareButton imageId={job.imageId} />
        </div>
        <div className="grid grid-cols-2 gap-2">
          <PublishButton
            key={job.imageId}
            picture={{ imageId: job.imageId, prompt: job.prompt, thumbnailUrl: job.thumbnailUrl ?? "" }}
            postId={job.postId}
          />
          <Button wide onClick={() => onChange(job.imageId)}>
            Make a change
          </Button>
        </div>
      </PanelActions>
      <Facts
        items={[
          { name: "Seed", value: inThrees(job.seed) },
          { name: "Cost", value: formatCredits(job.creditsDebited) },
          { name: "Model", value: tier.modelName },
          { name: "Balance", value: formatCredits(balance) },
        ]}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 type-small">
        <CopyLinks imageId={job.imageId} prompt={job.prompt} />
        <span className="ml-auto">
          <DeleteCreation
            imageId={job.imageId}
            isPublished={Boolean(job.postId)}
            onDeleted={onDeleted}
            onRestored={onRestored}
          />
        </span>
      </div>
    </PanelFrame>
  );
}

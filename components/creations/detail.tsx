"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AiMark } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { Picture } from "@/components/ui/picture";
import { TextLink } from "@/components/ui/text-link";
import { notify } from "@/components/ui/toaster";
import { formatCredits } from "@/lib/core/credits";
import { fullTime } from "@/lib/core/ist-time";
import { type CreationView, restoreCreationEndpoint } from "@/lib/domain/creations/contract";
import { STYLE_KEYS, STYLES } from "@/lib/domain/generation/styles";
import { TIERS } from "@/lib/domain/generation/tiers";
import { CallError, call } from "@/lib/http/call";
import { inThrees } from "../studio/composer/advanced";
import { DeleteCreation } from "./delete-creation";
import { DownloadMenu } from "./download-menu";
import { CopyLinks, ShareButton } from "./share-button";

const GRID = "/studio/my-creations";

/** One picture on a quiet stage, and everything it was made with. */
export function Detail({ creation }: { creation: CreationView }) {
  const router = useRouter();
  const [isDeleted, setDeleted] = useState(creation.deletedAt !== undefined);
  if (isDeleted) return <Deleted id={creation.id} onRestored={() => setDeleted(false)} />;
  const leave = () => {
    router.push(GRID);
    router.refresh();
  };
  return (
    <article className="flex flex-1 flex-col wide:flex-row">
      <Stage creation={creation} />
      <div className="flex flex-col gap-5 px-inset pt-5 pb-40 fold:pb-12 wide:w-recipe wide:shrink-0 wide:border-l wide:border-line wide:px-7 wide:pt-7">
        <div className="flex items-center justify-between">
          <TextLink href={GRID} className="type-small">
            All creations
          </TextLink>
        </div>
        <h1 dir="auto" className="type-prompt wide:text-base">
          {creation.prompt}
        </h1>
        <div className="fixed inset-x-0 bottom-bottom-bar z-dock grid grid-cols-2 gap-2 border-t border-line bg-surface px-inset py-3 fold:static fold:border-0 fold:bg-transparent fold:p-0">
          <DownloadMenu imageId={creation.id} side="above" />
          <ShareButton imageId={creation.id} />
          <div className="col-span-2">
            <ButtonLink wide href={`/studio?from=${creation.id}` as Route}>
              Start from this
            </ButtonLink>
          </div>
        </div>
        <Recipe creation={creation} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 type-small">
          <CopyLinks imageId={creation.id} prompt={creation.prompt} />
          <span className="ml-auto">
            <DeleteCreation imageId={creation.id} onDeleted={leave} onRestored={() => router.refresh()} />
          </span>
        </div>
      </div>
    </article>
  );
}

function Stage({ creation }: { creation: CreationView }) {
  const ratio = creation.width / creation.height;
  return (
    <div className="grid flex-1 place-items-center bg-sunken wide:sticky wide:top-0 wide:h-dvh wide:p-10">
      <div
        className="relative w-full overflow-hidden wide:rounded-picture"
        style={{ aspectRatio: ratio, maxWidth: `calc(84dvh * ${ratio})` }}
      >
        <Picture
          src={creation.previewUrl}
          width={creation.width}
          height={creation.height}
          alt={creation.prompt}
          placeholder={creation.placeholder}
          fit="contain"
          isFirst
          className="size-full"
        />
        <AiMark />
      </div>
    </div>
  );
}

function Recipe({ creation }: { creation: CreationView }) {
  const style = STYLE_KEYS.find((key) => key === creation.style);
  const seconds = Math.max(1, Math.round(creation.tookMs / 1000));
  const facts = [
    { name: "You wrote", value: creation.enhancedFrom },
    { name: "Pixels", value: `${creation.width} × ${creation.height}` },
    { name: "Tier", value: TIERS[creation.tier].name },
    { name: "Style", value: style && STYLES[style].name },
    { name: "Leave out", value: creation.negativePrompt || undefined },
    { name: "Model", value: creation.model },
    { name: "Seed", value: inThrees(creation.seed) },
    { name: "Took", value: `${seconds} s` },
    { name: "Cost", value: formatCredits(creation.credits) },
    { name: "Made", value: fullTime(creation.createdAt) },
    { name: "Label", value: "AI-generated, in the file" },
  ];
  return <Facts items={facts.filter(({ value }) => value !== undefined)} />;
}

function Deleted({ id, onRestored }: { id: string; onRestored: () => void }) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const restore = async () => {
    setBusy(true);
    try {
      await call(restoreCreationEndpoint, { params: { id } });
      onRestored();
      router.refresh();
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "It could not be taken back." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <EmptyState
      level={1}
      emoji="🗑"
      title="You deleted this picture"
      className="flex-1 py-24"
      action={
        <Button busy={isBusy} onClick={restore}>
          Take it back
        </Button>
      }
    >
      It is no longer in My Creations.
    </EmptyState>
  );
}

"use client";

import type { Route } from "next";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PublishButton } from "@/components/publish/publish-button";
import { Button, ButtonLink } from "@/components/ui/button";
import type { CreationView } from "@/lib/domain/creations/contract";
import { BinPanel } from "./bin-panel";
import { DeleteCreation } from "./delete-creation";
import { DownloadMenu } from "./download-menu";
import { FavouriteButton } from "./favourite-button";
import { filtersUrl } from "./filters";
import { useLists } from "./lists";
import { Recipe } from "./recipe";
import { CopyLinks, ShareButton } from "./share-button";
import { Stage } from "./stage";
import { useActions } from "./use-actions";
import { useDock } from "./use-dock";
import { useOpened } from "./use-opened";

const CollectDialog = dynamic(() => import("./collections/collect-dialog").then((part) => part.CollectDialog));

type Props = {
  creation: CreationView;
  /** Titles of templates and names of collections by id. */
  names: Readonly<Record<string, string>>;
};

/** One picture on a quiet stage, everything it was made with, and what can be done with it. */
export function Detail({ creation, names }: Props) {
  const { list, opened, leave, neighbours } = useOpened(creation);
  return (
    <article className="flex flex-1 flex-col wide:flex-row">
      <Stage creation={opened} onPrevious={neighbours?.previous} onNext={neighbours?.next} />
      <div className="flex flex-col gap-5 px-inset pt-3 pb-40 fold:pb-12 wide:w-recipe wide:shrink-0 wide:border-l wide:border-line wide:px-7 wide:pt-5">
        <Way neighbours={neighbours} onLeave={leave} />
        <h1 dir="auto" className="type-prompt wide:text-base">
          {opened.prompt}
        </h1>
        {opened.deletedAt ? (
          <BinPanel creation={opened} list={list} />
        ) : (
          <KeptPanel key={opened.id} creation={opened} list={list} names={names} />
        )}
      </div>
    </article>
  );
}

type Neighbours = ReturnType<typeof useOpened>["neighbours"];

function Way({ neighbours, onLeave }: { neighbours: Neighbours; onLeave: () => void }) {
  return (
    <div className="flex items-center gap-1">
      {neighbours ? (
        <>
          <p className="text-ink-2 type-small">
            {neighbours.position.toLocaleString("en-IN")} of {neighbours.count.toLocaleString("en-IN")}
          </p>
          <span className="ml-auto flex">
            <WayButton label="Newer picture" sign="‹" onPress={neighbours.previous} />
            <WayButton label="Older picture" sign="›" onPress={neighbours.next} />
          </span>
        </>
      ) : null}
      <span className={neighbours ? "" : "ml-auto"}>
        <WayButton label="Close" sign="✕" onPress={onLeave} />
      </span>
    </div>
  );
}

type WayButtonProps = { label: string; sign: string; onPress: (() => unknown) | undefined };

function WayButton({ label, sign, onPress }: WayButtonProps) {
  return (
    <Button variant="quiet" aria-label={label} disabled={!onPress} onClick={() => void onPress?.()}>
      <span aria-hidden="true" className="text-lg leading-none">
        {sign}
      </span>
    </Button>
  );
}

type PanelProps = Props & { list: ReturnType<typeof useOpened>["list"] };

function KeptPanel({ creation, list, names }: PanelProps) {
  const router = useRouter();
  const lists = useLists();
  const actions = useActions(list, true);
  useDock("actions");
  const [isCollecting, setCollecting] = useState(false);
  const onDeleted = () => {
    list.take(new Set([creation.id]));
    lists.keepOnly(list);
    router.push(filtersUrl(list.filters));
    router.refresh();
  };
  const onRestored = () => {
    list.putBack([creation]);
    router.refresh();
  };
  return (
    <>
      <div className="fixed inset-x-0 bottom-bottom-bar z-dock grid grid-cols-4 gap-2 border-t border-line bg-surface px-inset py-3 fold:static fold:border-0 fold:bg-transparent fold:p-0">
        <div className="col-span-2">
          <DownloadMenu imageId={creation.id} side="docked" original={creation} />
        </div>
        <FavouriteButton
          isFavourite={creation.favourite}
          onPress={() => void actions.favourite([creation], !creation.favourite)}
        />
        <ShareButton imageId={creation.id} />
        <div className="col-span-2">
          <PublishButton
            picture={{ imageId: creation.id, prompt: creation.prompt, thumbnailUrl: creation.thumbnailUrl }}
            postId={creation.post?.id}
            onPublished={(post) => list.patch(new Set([creation.id]), (item) => ({ ...item, post }))}
          />
        </div>
        <div className="col-span-2">
          <ButtonLink wide href={`/studio?from=${creation.id}` as Route}>
            Start from this
          </ButtonLink>
        </div>
        <div className="col-span-2">
          <Button wide aria-haspopup="dialog" onClick={() => setCollecting(true)}>
            Collections
          </Button>
        </div>
      </div>
      <Recipe creation={creation} names={names} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 type-small">
        <CopyLinks imageId={creation.id} prompt={creation.prompt} />
        <span className="ml-auto">
          <DeleteCreation
            imageId={creation.id}
            isPublished={Boolean(creation.post)}
            onDeleted={onDeleted}
            onRestored={onRestored}
          />
        </span>
      </div>
      <p className="text-ink-2 type-small">Deleted pictures stay in the bin for 30 days.</p>
      {isCollecting ? (
        <CollectDialog chosen={[creation]} actions={actions} onClose={() => setCollecting(false)} />
      ) : null}
    </>
  );
}

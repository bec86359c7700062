"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useJobEvents } from "@/components/shell/live";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import type { CreationView } from "@/lib/domain/creations/contract";
import type { Question } from "./ask-delete";
import type { CreationsList, FirstPage, ListState } from "./creations-list";
import { EmptyBinButton } from "./empty-bin";
import { FilterBar } from "./filter-bar";
import type { Filters } from "./filters";
import { Grid, GridFoot } from "./grid";
import { useLists } from "./lists";
import { NothingHere } from "./nothing-here";
import { Search } from "./search";
import { SelectionBar } from "./selection-bar";
import { pictures, useActions } from "./use-actions";
import { useSelection } from "./use-selection";

const PublishDialog = dynamic(() => import("@/components/publish/publish-dialog").then((part) => part.PublishDialog));
const CollectDialog = dynamic(() => import("./collections/collect-dialog").then((part) => part.CollectDialog));

type Props = {
  filters: Filters;
  first: FirstPage;
  collections: readonly { id: string; name: string }[];
  /** No picture was ever kept, so there is nothing to look for. */
  isNew: boolean;
};

/** My Creations: what one looks at, of what, and what is done with it. */
export function Creations({ filters, first, collections, isNew }: Props) {
  const lists = useLists();
  const key = JSON.stringify(filters);
  const [opened, setOpened] = useState(() => ({ key, list: lists.open(filters, first) }));
  const selection = useSelection();
  if (opened.key !== key) {
    setOpened({ key, list: lists.open(filters, first) });
    selection.reset();
  }
  const { list } = opened;
  // Pages that come while scrolling draw the pictures anew, not all that is around them.
  const count = useListState(list, ({ count }) => count);
  const isEmpty = useListState(list, ({ items, hasMore }) => items.length === 0 && !hasMore);
  useNews(list, first);
  const collection = collections.find(({ id }) => id === filters.collectionId);
  const title = collection?.name ?? (filters.bin ? "Bin" : "My Creations");
  return (
    // The grid keeps its place by itself. With the foot as its anchor the browser would go past pictures that come in above it.
    <div className="no-anchor flex flex-1 flex-col gap-4 pt-2 pb-28 fold:px-inset fold:pt-7">
      <div className="px-inset fold:px-0">
        <PageHeader title={title} note={isEmpty ? undefined : pictures(count)}>
          {isNew && isEmpty ? null : <Search filters={filters} />}
        </PageHeader>
      </div>
      {isNew && isEmpty ? null : (
        <FilterBar
          filters={filters}
          collections={collections}
          nowMs={first.nowMs}
          isSelecting={selection.isOn}
          onSelecting={isEmpty ? undefined : selection.isOn ? selection.leave : selection.begin}
        />
      )}
      {isEmpty ? (
        <NothingHere filters={filters} />
      ) : (
        <Pictures key={key} {...{ list, selection, collection }} nowMs={first.nowMs} />
      )}
    </div>
  );
}

function useListState<T>(list: CreationsList, select: (state: ListState) => T): T {
  const read = () => select(list.state());
  return useSyncExternalStore(list.subscribe, read, read);
}

/** How far down one has to be for new pictures to wait above. */
const NEAR_TOP_PX = 120;

/** Takes in what the server reads later, and asks it when there is news. */
function useNews(list: CreationsList, first: FirstPage): void {
  const router = useRouter();
  useEffect(() => list.adopt(first, window.scrollY > NEAR_TOP_PX), [list, first]);
  useJobEvents((job) => {
    const isNews = job.finishedAt !== undefined && list.isNews(job.finishedAt);
    if (job.status === "succeeded" && isNews && !list.filters.bin) router.refresh();
  });
  // The router may have kept what it drew before.
  const [isBack] = useState(() => list.place !== undefined);
  useEffect(() => {
    list.prune();
    if (isBack) router.refresh();
  }, [list, isBack, router]);
}

type PicturesProps = {
  list: CreationsList;
  selection: ReturnType<typeof useSelection>;
  collection: { id: string; name: string } | undefined;
  nowMs: number;
};

function Pictures({ list, selection, collection, nowMs }: PicturesProps) {
  const state = useListState(list, (whole) => whole);
  const actions = useActions(list);
  const [asks, setAsks] = useState<Question>();
  const [isCollecting, setCollecting] = useState(false);
  const [publishing, setPublishing] = useState<readonly CreationView[]>([]);
  const isBin = list.filters.bin === true;
  const chosen = selection.isOn ? state.items.filter(({ id }) => selection.ids.has(id)) : [];
  const order = () => state.items.map(({ id }) => id);
  return (
    <>
      {isBin ? (
        <div className="flex flex-wrap items-center justify-between gap-2 px-inset fold:px-0">
          <p className="text-ink-2">Deleted pictures can be restored for 30 days.</p>
          <EmptyBinButton onConfirm={actions.emptyBin} />
        </div>
      ) : null}
      {state.newCount > 0 ? <NewPill list={list} count={state.newCount} /> : null}
      <Grid
        list={list}
        state={state}
        selection={{
          isOn: selection.isOn,
          ids: selection.ids,
          toggle: selection.toggle,
          extend: (id, from) => selection.extend(order(), id, from),
          all: () => selection.all(order()),
          leave: selection.leave,
        }}
        nowMs={nowMs}
        onFavourite={(creation) => void actions.favourite([creation], !creation.favourite)}
        onDelete={(id) => {
          if (chosen.length === 0) selection.toggle(id);
          setAsks(isBin ? "purge" : "delete");
        }}
      />
      <GridFoot list={list} state={state} />
      {selection.isOn ? (
        <SelectionBar
          {...{ chosen, isBin, collection, actions, asks }}
          onAsk={setAsks}
          onCollect={() => setCollecting(true)}
          onPublish={() => setPublishing(chosen.filter(({ post }) => !post))}
          onLeave={selection.leave}
        />
      ) : null}
      {publishing.length > 0 ? (
        <PublishDialog
          pictures={publishing.map(({ id, prompt, thumbnailUrl }) => ({ imageId: id, prompt, thumbnailUrl }))}
          onClose={() => setPublishing([])}
          onPublished={(imageId, post) => list.patch(new Set([imageId]), (item) => ({ ...item, post }))}
        />
      ) : null}
      {isCollecting ? <CollectDialog chosen={chosen} actions={actions} onClose={() => setCollecting(false)} /> : null}
    </>
  );
}

/** Stands above what one looks at while newer pictures wait at the top. */
function NewPill({ list, count }: { list: CreationsList; count: number }) {
  const show = () => {
    list.showNew();
    window.scrollTo({ top: 0 });
  };
  return (
    // The margin takes back the gap: it may not move what stands below.
    <div className="pointer-events-none sticky top-16 z-dock -mb-4 flex h-0 justify-center fold:top-4">
      <div className="pointer-events-auto h-fit animate-rise-in">
        <Button variant="strong" onClick={show}>
          {count} new {count === 1 ? "picture" : "pictures"}
        </Button>
      </div>
    </div>
  );
}

"use client";

import { classNames } from "@/components/ui/class-names";
import { type CreationView, MAX_BULK } from "@/lib/domain/creations/contract";
import { AskDelete, type Question } from "./ask-delete";
import { downloadMany } from "./download-many";
import { downloadUrl } from "./download-menu";
import type { Actions } from "./use-actions";
import { useDock } from "./use-dock";

type Props = {
  /** What is chosen, in the grid's order. */
  chosen: readonly CreationView[];
  isBin: boolean;
  /** The collection that is looked at, if it is one. */
  collection: { id: string; name: string } | undefined;
  actions: Actions;
  /** Which question is open; "delete" also comes from the Delete key. */
  asks: Question | undefined;
  onAsk: (question: Question | undefined) => void;
  onCollect: () => void;
  onPublish: () => void;
  onLeave: () => void;
};

/** Each is checked on its own, and each wants a title. */
const MOST_AT_ONCE = 20;

const ACTION =
  "min-h-touch rounded-control px-2 font-medium whitespace-nowrap type-small fold:px-3 fold:type-body text-on-ink hover:underline underline-offset-4 focus-visible:outline-on-ink disabled:opacity-50";

/** An ink block at the foot of the screen: how many are chosen, and what can be done with them. */
export function SelectionBar({
  chosen,
  isBin,
  collection,
  actions,
  asks,
  onAsk,
  onCollect,
  onPublish,
  onLeave,
}: Props) {
  const isNone = chosen.length === 0;
  useDock("selection");
  const then = (act: Promise<void>) => {
    onLeave();
    void act;
  };
  return (
    <>
      <section
        aria-label="Selected pictures"
        className="fixed inset-x-0 bottom-bottom-bar z-dock flex justify-center fold:bottom-6 fold:px-inset wide:pl-sidebar"
      >
        <div className="flex w-full animate-rise-in flex-wrap items-center gap-x-1 bg-ink px-2 py-1 text-on-ink shadow-float fold:w-auto fold:rounded-card">
          <p className="grow px-3 font-strong whitespace-nowrap">
            {chosen.length} selected
            {chosen.length === MAX_BULK ? <span className="font-regular">, the most at a time</span> : null}
          </p>
          <div className="order-last flex w-full flex-wrap justify-between fold:order-none fold:w-auto">
            {isBin ? (
              <>
                <BarButton isOff={isNone} onPress={() => then(actions.restore(chosen))}>
                  Restore
                </BarButton>
                <BarButton isOff={isNone} onPress={() => onAsk("purge")}>
                  Delete for ever
                </BarButton>
              </>
            ) : (
              <KeptActions {...{ chosen, collection, actions, onAsk, onCollect, onPublish, then }} />
            )}
          </div>
          <button
            type="button"
            aria-label="End selecting"
            onClick={onLeave}
            className={classNames(ACTION, "min-w-touch")}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </div>
      </section>
      <AskDelete
        asks={asks}
        count={chosen.length}
        published={chosen.filter(({ post }) => post).length}
        onClose={() => onAsk(undefined)}
        onConfirm={() => {
          onAsk(undefined);
          then(asks === "purge" ? actions.purge(chosen) : actions.remove(chosen));
        }}
      />
    </>
  );
}

function BarButton({ children, isOff, onPress }: { children: string; isOff: boolean; onPress: () => void }) {
  return (
    <button type="button" disabled={isOff} onClick={onPress} className={ACTION}>
      {children}
    </button>
  );
}

type KeptProps = Pick<Props, "chosen" | "collection" | "actions" | "onAsk" | "onCollect" | "onPublish"> & {
  then: (act: Promise<void>) => void;
};

function KeptActions({ chosen, collection, actions, onAsk, onCollect, onPublish, then }: KeptProps) {
  const isNone = chosen.length === 0;
  const isAllFavourite = !isNone && chosen.every(({ favourite }) => favourite);
  const unpublished = chosen.filter(({ post }) => !post).length;
  const only = chosen.length === 1 ? chosen[0] : undefined;
  return (
    <>
      {only ? (
        <a href={downloadUrl(only.id, only.format)} download className={classNames(ACTION, "inline-flex items-center")}>
          Download
        </a>
      ) : (
        <BarButton isOff={isNone} onPress={() => void downloadMany(chosen.map(({ id }) => id))}>
          Download zip
        </BarButton>
      )}
      <BarButton isOff={isNone} onPress={() => void actions.favourite(chosen, !isAllFavourite)}>
        {isAllFavourite ? "Unfavourite" : "Favourite"}
      </BarButton>
      <BarButton isOff={isNone} onPress={onCollect}>
        Collections
      </BarButton>
      <BarButton isOff={unpublished === 0 || unpublished > MOST_AT_ONCE} onPress={onPublish}>
        Publish
      </BarButton>
      {collection ? (
        <BarButton isOff={isNone} onPress={() => then(actions.uncollect(chosen, collection))}>
          Take out
        </BarButton>
      ) : null}
      <BarButton isOff={isNone} onPress={() => onAsk("delete")}>
        Delete
      </BarButton>
    </>
  );
}

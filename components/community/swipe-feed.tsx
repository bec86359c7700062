"use client";

import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EXPLORE, type FeedFilters, feedUrl } from "./feed-filters";
import { keptList } from "./kept-lists";
import type { FirstPosts, PostList } from "./post-list";
import { SwipePost } from "./swipe-post";

type Props = { filters: FeedFilters; first: FirstPosts };

/** Pictures drawn before and after the one in sight; the next two are loaded before they are asked for. */
const AROUND = 2;
/** So many from the end the next page is read. */
const NEAR_END = 5;

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, PageDown: 1, ArrowUp: -1, k: -1, PageUp: -1 };

/** One picture a screen: swipe, wheel or arrow keys lead on (ARIA feed pattern). */
export function SwipeFeed({ filters, first }: Props) {
  const [list] = useState<PostList>(() => keptList("swipe", filters, first));
  const { items, hasMore, problem } = useSyncExternalStore(list.subscribe, list.state, list.state);
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);

  useLayoutEffect(() => {
    // Back from a post: to the picture that was open.
    if (list.scrollTop > 0) box.current?.scrollTo({ top: list.scrollTop, behavior: "instant" });
    list.scrollTop = 0;
  }, [list]);
  useEffect(() => {
    if (hasMore && problem === undefined && current >= items.length - NEAR_END) void list.more();
  }, [list, hasMore, problem, current, items.length]);

  const show = useCallback((index: number) => {
    const target = box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView();
  }, []);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(Math.min(items.length - 1, Math.max(0, current + step)));
  };

  if (items.length === 0)
    return (
      <EmptyState
        emoji="🧭"
        title="No pictures here"
        level={1}
        className="flex-1"
        action={<ButtonLink href={EXPLORE}>Explore</ButtonLink>}
      >
        Nothing that was published fits.
      </EmptyState>
    );
  return (
    <>
      <h1 className="sr-only">Pictures, one by one</h1>
      <div
        ref={box}
        role="feed"
        aria-busy={hasMore && problem === undefined && current >= items.length - 1}
        aria-label="Published pictures"
        onKeyDown={press}
        onScroll={({ currentTarget }) =>
          setCurrent(Math.round(currentTarget.scrollTop / Math.max(1, currentTarget.clientHeight)))
        }
        onClickCapture={({ currentTarget }) => {
          list.scrollTop = currentTarget.scrollTop;
        }}
        className="swipe-feed snap-y snap-mandatory overflow-y-scroll overscroll-contain bg-sunken"
      >
        {items.map((post, index) => (
          <SwipePost
            key={post.id}
            post={post}
            index={index}
            count={hasMore ? -1 : items.length}
            isDrawn={Math.abs(index - current) <= AROUND}
            isCurrent={index === current}
            onLike={(like) => list.patch(post.id, like)}
          />
        ))}
        {hasMore ? null : (
          <div className="flex h-full snap-start flex-col items-center justify-center gap-3">
            <p className="text-ink-2">You have seen all of them.</p>
            <ButtonLink href={feedUrl(filters)}>Back to Explore</ButtonLink>
          </div>
        )}
        {problem ? (
          <div role="alert" className="flex h-full snap-start flex-col items-center justify-center gap-3">
            <p>{problem}</p>
            <Button onClick={() => void list.more()}>Try again</Button>
          </div>
        ) : null}
      </div>
    </>
  );
}

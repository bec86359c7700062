"use client";

import { useCallback, useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button, ButtonAnchor, ButtonLink } from "@/components/ui/button";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import type { CategoryView } from "@/lib/domain/catalog/contract";
import { SORTS } from "@/lib/domain/community/contract";
import { TIER_KEYS, TIERS } from "@/lib/domain/generation/tiers";
import { EXPLORE, type FeedFilters, feedUrl, SORT_NAMES, swipeUrl } from "./feed-filters";
import { keptList } from "./kept-lists";
import { PostGrid } from "./post-grid";
import type { FirstPosts, PostList } from "./post-list";

type Props = { filters: FeedFilters; first: FirstPosts; categories: readonly CategoryView[] };

const ASK_NEW_MS = 30_000;

/** Explore: what others published, by what one asks for. The address holds every filter. */
export function Explore({ filters, first, categories }: Props) {
  return (
    <div className="flex flex-1 flex-col gap-3 px-2 pt-2 pb-16 fold:px-inset fold:pt-7">
      <PageHeader title="Explore">
        <SearchForm key={filters.q ?? ""} filters={filters} />
      </PageHeader>
      <ChipRow label="Order">
        {SORTS.map((sort) => (
          <ChipLink key={sort} isOn={sort === filters.sort} href={feedUrl(filters, { sort })}>
            {SORT_NAMES[sort]}
          </ChipLink>
        ))}
        <TextLink href={swipeUrl(filters)} className="ml-2 self-center whitespace-nowrap type-small">
          One by one
        </TextLink>
      </ChipRow>
      <Narrowing filters={filters} categories={categories} />
      {filters.sort === "trending" ? (
        <p className="text-ink-2 type-small">
          Trending counts likes, remixes and comments, and lets all of them fade as a post grows older.
        </p>
      ) : null}
      <Posts key={JSON.stringify(filters)} filters={filters} first={first} />
    </div>
  );
}

function Narrowing({ filters, categories }: Pick<Props, "filters" | "categories">) {
  return (
    <ChipRow label="Categories and sizes">
      {filters.tag ? (
        <ChipLink isOn href={feedUrl(filters, { tag: undefined })}>
          <bdi>#{filters.tag}</bdi> ✕
        </ChipLink>
      ) : null}
      {categories.map(({ id, title }) => {
        const isOn = id === filters.categoryId;
        return (
          <ChipLink key={id} isOn={isOn} href={feedUrl(filters, { categoryId: isOn ? undefined : id })}>
            {title}
          </ChipLink>
        );
      })}
      {TIER_KEYS.map((tier) => {
        const isOn = tier === filters.tier;
        return (
          <ChipLink key={tier} isOn={isOn} href={feedUrl(filters, { tier: isOn ? undefined : tier })}>
            {TIERS[tier].name}
          </ChipLink>
        );
      })}
    </ChipRow>
  );
}

/** A form of the browser's own, so that it searches without JavaScript too. */
function SearchForm({ filters }: { filters: FeedFilters }) {
  const { q, ...rest } = filters;
  return (
    <search className="w-full fold:w-72">
      <form action={EXPLORE} method="get">
        {Object.entries(rest).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Input
          label="Search pictures and tags"
          hideLabel
          type="search"
          name="q"
          placeholder="Search pictures and tags"
          defaultValue={q}
          maxLength={200}
          dir="auto"
        />
      </form>
    </search>
  );
}

function Posts({ filters, first }: Pick<Props, "filters" | "first">) {
  const [list] = useState<PostList>(() => keptList("grid", filters, first));
  const state = useSyncExternalStore(list.subscribe, list.state, list.state);
  useLayoutEffect(() => {
    if (list.scrollTop > 0) window.scrollTo(0, list.scrollTop);
    list.scrollTop = 0;
  }, [list]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void list.askNew();
    }, ASK_NEW_MS);
    return () => clearInterval(timer);
  }, [list]);
  const onNearEnd = useCallback(() => {
    // After a refusal the button asks again, not every scroll.
    if (list.state().problem === undefined) void list.more();
  }, [list]);
  const showNew = async () => {
    await list.showNew();
    window.scrollTo(0, 0);
  };
  if (state.items.length === 0) return <NothingThere filters={filters} />;
  return (
    <>
      {state.newCount > 0 ? (
        <div className="sticky top-16 z-dock flex h-0 justify-center fold:top-4">
          <Button variant="strong" onClick={() => void showNew()}>
            {state.newCount} new
          </Button>
        </div>
      ) : null}
      <PostGrid
        posts={state.items}
        onNearEnd={onNearEnd}
        onOpen={() => {
          list.scrollTop = window.scrollY;
        }}
      />
      {state.problem === undefined ? (
        <noscript>
          {first.nextCursor ? (
            <ButtonAnchor
              href={`${feedUrl(filters)}${feedUrl(filters).includes("?") ? "&" : "?"}cursor=${first.nextCursor}`}
            >
              More
            </ButtonAnchor>
          ) : null}
        </noscript>
      ) : (
        <Notice tone="bad" role="alert" action={<Button onClick={() => void list.more()}>Try again</Button>}>
          {state.problem}
        </Notice>
      )}
    </>
  );
}

function NothingThere({ filters }: { filters: FeedFilters }) {
  if (filters.sort === "following")
    return (
      <EmptyState
        emoji="👥"
        title="Nothing from people you follow"
        action={<ButtonLink href={EXPLORE}>Explore</ButtonLink>}
      >
        Follow somebody whose pictures you like, and they come here.
      </EmptyState>
    );
  return (
    <EmptyState emoji="🧭" title="No pictures here" action={<ButtonLink href={EXPLORE}>Show all</ButtonLink>}>
      Nothing that was published fits.
    </EmptyState>
  );
}

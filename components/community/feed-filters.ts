import type { Route } from "next";
import { cleanLine } from "@/lib/core/text";
import { SORTS, type Sort } from "@/lib/domain/community/contract";
import { TIER_KEYS, type Tier } from "@/lib/domain/generation/tiers";

export const EXPLORE = "/studio/community" as Route;
/** The same pictures, one a screen. */
const SWIPE = "/studio/feed" as Route;

/** What the address of Explore says; latest is its plain order. */
export type FeedFilters = { sort: Sort; categoryId?: string; tag?: string; tier?: Tier; q?: string };

export const SORT_NAMES: Record<Sort, string> = {
  latest: "Latest",
  trending: "Trending",
  remixed: "Most remixed",
  following: "Following",
};

const LONGEST = { categoryId: 80, tag: 40, q: 200 };

/** Reads an address; what it does not know is left out. */
export function readFeedFilters(params: Record<string, string | string[] | undefined>): FeedFilters {
  const text = (name: keyof typeof LONGEST) => {
    const value = params[name];
    return typeof value === "string" ? cleanLine(value.slice(0, LONGEST[name])) || undefined : undefined;
  };
  return {
    sort: SORTS.find((sort) => sort === params.sort) ?? "latest",
    ...withoutUndefined({
      categoryId: text("categoryId"),
      tag: text("tag"),
      tier: TIER_KEYS.find((key) => key === params.tier),
      q: text("q"),
    }),
  };
}

type Change = { [Name in keyof FeedFilters]?: FeedFilters[Name] | undefined };

/** Explore's address with other filters; `undefined` takes one away. */
export const feedUrl = (filters: FeedFilters, change: Change = {}) => addressOf(EXPLORE, filters, change);

/** Where the same filters show one picture a screen. */
export const swipeUrl = (filters: FeedFilters) => addressOf(SWIPE, filters, {});

function addressOf(path: Route, filters: FeedFilters, change: Change): Route {
  const all = Object.entries({ ...filters, ...change });
  const params = new URLSearchParams(
    all.flatMap(([name, value]) => (value && !(name === "sort" && value === "latest") ? [[name, value]] : [])),
  );
  return (params.size > 0 ? `${path}?${params}` : path) as Route;
}

function withoutUndefined<T extends Record<string, unknown>>(all: T) {
  type Present = { [Name in keyof T]?: Exclude<T[Name], undefined> };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Present;
}

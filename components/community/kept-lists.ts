import type { FeedFilters } from "./feed-filters";
import { type FirstPosts, PostList } from "./post-list";

/** Lists that "back" may return to. */
const KEPT = 4;
const kept = new Map<string, PostList>();

/** The list of these filters in one view: the one that was left to look at a post, or a new one that begins with `first`. */
export function keptList(view: "grid" | "swipe", filters: FeedFilters, first: FirstPosts): PostList {
  // A server's memory is everybody's.
  if (typeof window === "undefined") return new PostList(filters, first);
  const key = `${view} ${JSON.stringify(filters)}`;
  const before = kept.get(key);
  const list = before && before.scrollTop > 0 ? before : new PostList(filters, first);
  kept.delete(key);
  kept.set(key, list);
  for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
  return list;
}

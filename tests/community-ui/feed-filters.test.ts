import { describe, expect, test } from "vitest";
import { type FeedFilters, feedUrl, readFeedFilters } from "@/components/community/feed-filters";

const read = (url: string) => readFeedFilters(Object.fromEntries(new URL(url, "http://studio.test").searchParams));

describe("the address of Explore", () => {
  test.each<FeedFilters>([
    { sort: "latest" },
    { sort: "trending", tag: "बारिश", tier: "premium2k" },
    { sort: "following", q: "latest", categoryId: "cat_1" },
    { sort: "remixed", q: "a & b = c" },
  ])("reads back what it was written from: %o", (filters) => {
    expect(read(feedUrl(filters))).toEqual(filters);
  });

  test("leaves out what it does not know", () => {
    expect(readFeedFilters({ sort: "best", tier: "8k", q: "  ", tag: ["a", "b"], page: "2" })).toEqual({
      sort: "latest",
    });
  });

  test("takes a filter away", () => {
    expect(feedUrl({ sort: "latest", tag: "tea" }, { tag: undefined })).toBe("/studio/community");
  });
});

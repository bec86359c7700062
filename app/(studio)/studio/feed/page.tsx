import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { readFeedFilters, swipeUrl } from "@/components/community/feed-filters";
import { SwipeFeed } from "@/components/community/swipe-feed";
import { listFeed } from "@/lib/domain/community/feed";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "One by one" };

const FIRST_PAGE = 12;

export default async function FeedPage({ searchParams }: PageProps<"/studio/feed">) {
  const ctx = await pageCtx();
  const filters = readFeedFilters(await searchParams);
  if (filters.sort === "following" && !isSignedIn(ctx))
    redirect(`/login?next=${encodeURIComponent(swipeUrl(filters))}`);
  const first = await listFeed(ctx, { ...filters, limit: FIRST_PAGE });
  return <SwipeFeed key={JSON.stringify(filters)} filters={filters} first={first} />;
}

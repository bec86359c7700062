import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Explore } from "@/components/community/explore";
import { feedUrl, readFeedFilters } from "@/components/community/feed-filters";
import { AppError } from "@/lib/core/errors";
import { listCategories } from "@/lib/domain/catalog/reads";
import { listFeed } from "@/lib/domain/community/feed";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Explore" };

const FIRST_PAGE = 40;

export default async function ExplorePage({ searchParams }: PageProps<"/studio/community">) {
  const ctx = await pageCtx();
  const params = await searchParams;
  const filters = readFeedFilters(params);
  if (filters.sort === "following" && !isSignedIn(ctx)) redirect(`/login?next=${encodeURIComponent(feedUrl(filters))}`);
  const cursor = typeof params.cursor === "string" ? { cursor: params.cursor } : {};
  const reading = Promise.all([listFeed(ctx, { ...filters, ...cursor, limit: FIRST_PAGE }), listCategories(ctx)]);
  const [first, categories] = await reading.catch((error: unknown) => {
    // An address that somebody shortened or made up begins at the beginning.
    if (error instanceof AppError && error.code === "validation_failed") redirect(feedUrl(filters));
    throw error;
  });
  return <Explore filters={filters} first={first} categories={categories} />;
}

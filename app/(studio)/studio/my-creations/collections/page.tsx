import type { Metadata } from "next";
import { CollectionList } from "@/components/creations/collections/collection-list";
import type { CollectionView } from "@/lib/domain/collections/contract";
import { listCollections } from "@/lib/domain/collections/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Collections" };

const PAGE = 100;

export default async function CollectionsPage() {
  const ctx = await signedInPageCtx();
  const collections: CollectionView[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await listCollections(ctx, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    collections.push(...page.items);
    cursor = page.nextCursor;
  }
  return <CollectionList collections={collections} />;
}

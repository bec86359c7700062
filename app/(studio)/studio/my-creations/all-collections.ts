import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { CollectionView } from "@/lib/domain/collections/contract";
import { listCollections } from "@/lib/domain/collections/reads";

const PAGE = 100;

/** All collections by name; there can't be more than a few pages. */
export async function allCollections(ctx: Ctx<UserActor>): Promise<CollectionView[]> {
  const collections: CollectionView[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await listCollections(ctx, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    collections.push(...page.items);
    cursor = page.nextCursor;
  }
  return collections;
}

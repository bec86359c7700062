import type { Metadata } from "next";
import { CollectionList } from "@/components/creations/collections/collection-list";
import { allCollections } from "@/lib/domain/collections/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Collections" };

export default async function CollectionsPage() {
  const ctx = await signedInPageCtx();
  return <CollectionList collections={await allCollections(ctx)} />;
}

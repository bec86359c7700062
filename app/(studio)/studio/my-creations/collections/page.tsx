import type { Metadata } from "next";
import { CollectionList } from "@/components/creations/collections/collection-list";
import { signedInPageCtx } from "@/lib/http/page-ctx";
import { allCollections } from "../all-collections";

export const metadata: Metadata = { title: "Collections" };

export default async function CollectionsPage() {
  const ctx = await signedInPageCtx();
  return <CollectionList collections={await allCollections(ctx)} />;
}

import { useEffect, useState } from "react";
import { type CollectionView, collectionsEndpoint } from "@/lib/domain/collections/contract";
import { CallError, call } from "@/lib/http/call";

const PAGE = 100;

async function readAll(): Promise<CollectionView[]> {
  const all: CollectionView[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await call(collectionsEndpoint, { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } });
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}

/** All own collections by name, read when the component appears. */
export function useCollections() {
  const [collections, setCollections] = useState<CollectionView[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isHere = true;
    readAll().then(
      (all) => isHere && setCollections(all),
      (error: unknown) =>
        isHere && setProblem(error instanceof CallError ? error.message : "Your collections could not be read."),
    );
    return () => {
      isHere = false;
    };
  }, []);
  const add = (collection: CollectionView) =>
    setCollections((known = []) => [...known, collection].sort((a, b) => a.name.localeCompare(b.name, "en-IN")));
  return { collections, problem, add };
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Creations } from "@/components/creations/creations";
import { queryOf, readFilters } from "@/components/creations/filters";
import { AppError } from "@/lib/core/errors";
import { allCollections } from "@/lib/domain/collections/reads";
import { countCreations, listCreations } from "@/lib/domain/creations/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "My Creations" };

const FIRST_PAGE = 60;

export default async function MyCreationsPage({ searchParams }: PageProps<"/studio/my-creations">) {
  const ctx = await signedInPageCtx();
  const nowMs = Date.now();
  const filters = readFilters(await searchParams);
  const query = queryOf(filters, nowMs);
  const reading = Promise.all([
    listCreations(ctx, { ...query, limit: FIRST_PAGE }),
    countCreations(ctx, query),
    allCollections(ctx),
  ]);
  const [page, count, collections] = await reading.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const isUnfiltered = Object.keys(filters).length === 0;
  const isNew =
    isUnfiltered && count === 0 && collections.length === 0 && (await countCreations(ctx, { deleted: true })) === 0;
  return (
    <Creations
      filters={filters}
      first={{ ...page, count, nowMs }}
      collections={collections.map(({ id, name }) => ({ id, name }))}
      isNew={isNew}
    />
  );
}

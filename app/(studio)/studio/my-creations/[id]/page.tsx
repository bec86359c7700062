import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Detail } from "@/components/creations/detail";
import { AppError } from "@/lib/core/errors";
import { listTemplates } from "@/lib/domain/catalog/reads";
import { allCollections } from "@/lib/domain/collections/reads";
import { readCreation } from "@/lib/domain/creations/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Picture" };

export default async function CreationPage({ params }: PageProps<"/studio/my-creations/[id]">) {
  const ctx = await signedInPageCtx();
  const reading = Promise.all([readCreation(ctx, (await params).id), listTemplates(ctx), allCollections(ctx)]);
  const [creation, templates, collections] = await reading.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const names = Object.fromEntries([
    ...templates.map(({ id, title }) => [id, title]),
    ...collections.map(({ id, name }) => [id, name]),
  ]);
  return <Detail key={creation.deletedAt ?? "kept"} creation={creation} names={names} />;
}

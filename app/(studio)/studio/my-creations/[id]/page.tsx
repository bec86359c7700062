import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Detail } from "@/components/creations/detail";
import { AppError } from "@/lib/core/errors";
import { readCreation } from "@/lib/domain/creations/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Picture" };

export default async function CreationPage({ params }: PageProps<"/studio/my-creations/[id]">) {
  const ctx = await signedInPageCtx();
  const creation = await readCreation(ctx, (await params).id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <Detail key={creation.deletedAt ?? "kept"} creation={creation} />;
}

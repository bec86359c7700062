import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { SharedPicture } from "@/components/creations/shared-picture";
import { SiteFooter } from "@/components/landing/site-footer";
import { AppError } from "@/lib/core/errors";
import { readShare } from "@/lib/domain/creations/shares";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

const TITLE = "Picture made with AI";

const share = cache(async (shareId: string) => {
  const ctx = await pageCtx();
  return readShare(ctx, shareId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
});

/** Only who was given the link comes here: no search engine, and nothing about the picture but that AI made it. */
export async function generateMetadata({ params }: PageProps<"/s/[shareId]">): Promise<Metadata> {
  const { shareId, by, imageUrl, width, height } = await share((await params).shareId);
  const { env } = await pageCtx();
  const image = { url: new URL(imageUrl, env.APP_URL), width, height, alt: TITLE, type: "image/jpeg" };
  const description = `Made by ${by} with Community AI Studio. This picture is AI-generated.`;
  return {
    title: TITLE,
    description,
    robots: { index: false, follow: false },
    openGraph: {
      title: TITLE,
      description,
      url: new URL(`/s/${shareId}`, env.APP_URL),
      siteName: "Community AI Studio",
      type: "website",
      images: [image],
    },
    twitter: { card: "summary_large_image", title: TITLE, description, images: [image] },
  };
}

export default async function SharePage({ params }: PageProps<"/s/[shareId]">) {
  const picture = await share((await params).shareId);
  const ctx = await pageCtx();
  return (
    <>
      <SharedPicture picture={picture} isSignedIn={isSignedIn(ctx)} />
      <SiteFooter />
    </>
  );
}

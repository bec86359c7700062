import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Post } from "@/components/community/post";
import { postHref } from "@/components/publish/post-href";
import { AppError } from "@/lib/core/errors";
import { listComments } from "@/lib/domain/community/comments";
import { readLineage } from "@/lib/domain/community/lineage";
import { readPost } from "@/lib/domain/community/read-post";
import { readRemix } from "@/lib/domain/community/read-remix";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

type Props = PageProps<"/studio/community/[id]">;

/** Once a request: the page and its metadata ask for the same post. */
const readOne = cache(async (postId: string) => {
  const ctx = await pageCtx();
  try {
    return await readPost(ctx, postId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const post = await readOne((await params).id);
  const { env } = await pageCtx();
  const at = (path: string) => new URL(path, env.APP_URL).href;
  const description = `AI-generated picture by ${post.author.name}. ${post.description}`.trim().slice(0, 300);
  const url = at(postHref(post.id));
  const images = [{ url: at(`/media/${post.id}/og`), width: 1200, height: 630, alt: post.title }];
  return {
    title: post.title,
    description,
    alternates: {
      canonical: url,
      types: { "application/json+oembed": at(`/api/oembed?url=${encodeURIComponent(url)}`) },
    },
    openGraph: { type: "article", title: post.title, description, url, images },
    twitter: { card: "summary_large_image", title: post.title, description, images },
    ...(post.visibility === "public" ? {} : { robots: { index: false } }),
  };
}

export default async function PostPage({ params }: Props) {
  const ctx = await pageCtx();
  const post = await readOne((await params).id);
  const [comments, lineage, reward] = await Promise.all([
    listComments(ctx, post.id, {}),
    readLineage(ctx, post.id, { limit: 12 }),
    post.canRemix && !post.isOwn ? readRemix(ctx, post.id).then(({ rewardCredits }) => rewardCredits) : 0,
  ]);
  return (
    <Post
      // What is shown of it begins anew when it was edited.
      key={`${post.id}${post.editedAt ?? ""}${post.status}`}
      post={post}
      comments={comments}
      lineage={lineage}
      isSignedIn={isSignedIn(ctx)}
      rewardCredits={reward}
    />
  );
}

"use client";

import type { Route } from "next";
import { useState } from "react";
import { copyPrompt } from "@/components/creations/copy-text";
import { ButtonLink } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Picture } from "@/components/ui/picture";
import { TextButton } from "@/components/ui/text-link";
import { dayAndTime } from "@/lib/core/ist-time";
import type { CommentView } from "@/lib/domain/community/comment-contract";
import type { LineageView, PostDetailView } from "@/lib/domain/community/contract";
import { STYLE_KEYS, STYLES } from "@/lib/domain/generation/styles";
import { TIERS } from "@/lib/domain/generation/tiers";
import { AuthorLine } from "./author-line";
import { Comments } from "./comments";
import { FollowButton } from "./follow-button";
import { HeldPost } from "./held-post";
import { LikeButton } from "./like-button";
import { Lineage } from "./lineage";
import { OwnPost } from "./own-post";
import { RemixDock } from "./remix-dock";
import { ReportDialog } from "./report-dialog";
import { SharePost } from "./share-post";
import { TagList } from "./tag-list";

type Props = {
  post: PostDetailView;
  comments: { items: CommentView[]; nextCursor: string | null };
  lineage: LineageView;
  isSignedIn: boolean;
  /** Credits that the author gets if the viewer's remix succeeds. */
  rewardCredits: number;
};

/** A published picture, who made it and how, and what others say. */
export function Post({ post, comments, lineage, isSignedIn, rewardCredits }: Props) {
  const ratio = post.width / post.height;
  return (
    <article className="flex flex-1 flex-col wide:flex-row">
      <div className="grid flex-1 place-items-center bg-sunken wide:sticky wide:top-0 wide:h-dvh wide:p-8">
        <div
          className="relative w-full overflow-hidden wide:rounded-picture"
          style={{ aspectRatio: ratio, maxWidth: `calc(84dvh * ${ratio})` }}
        >
          <div className="absolute inset-0">
            <Picture
              src={post.imageUrl}
              width={post.width}
              height={post.height}
              alt={post.title}
              placeholder={post.placeholder}
              fit="contain"
              isFirst
              className="size-full"
            />
          </div>
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-5 px-inset pt-4 pb-12 wide:w-composer wide:shrink-0 wide:border-l wide:border-line wide:px-7 wide:pt-6">
        <HeldPost post={post} />
        <AuthorLine author={post.author} note={dayAndTime(post.publishedAt)}>
          {post.isOwn ? null : <FollowButton person={post.author} following={post.following} />}
        </AuthorLine>
        <div className="flex flex-col gap-2">
          <h1 dir="auto" className="type-title">
            {post.title}
          </h1>
          {post.description ? (
            <p dir="auto" className="whitespace-pre-wrap text-ink-2">
              {post.description}
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap gap-2">
          {/* On phones both stand in the dock. */}
          <span className={post.canRemix ? "hidden fold:contents" : "contents"}>
            {post.canRemix ? (
              <ButtonLink variant="primary" size="large" href={`/studio?remix=${post.id}` as Route} className="grow">
                Remix
              </ButtonLink>
            ) : null}
            <LikeButton postId={post.id} liked={post.liked} likes={post.likes} />
          </span>
          <SharePost post={post} />
        </div>
        {post.canRemix ? <RemixDock post={post} /> : null}
        {rewardCredits > 0 ? (
          <p className="text-ink-2 type-small">
            <bdi>{post.author.name}</bdi> gets {rewardCredits} credit when your remix succeeds.
          </p>
        ) : null}
        {post.isOwn ? <OwnPost post={post} /> : null}
        <TagList tags={post.tags} />
        <Recipe post={post} />
        <p className="text-ink-2 type-small">This picture was made by artificial intelligence (AI-generated).</p>
        <Lineage postId={post.id} first={lineage} />
        <Comments
          postId={post.id}
          count={post.comments}
          first={comments}
          canComment={post.canComment}
          isSignedIn={isSignedIn}
        />
        {post.isOwn || !isSignedIn ? null : <Report post={post} />}
      </div>
    </article>
  );
}

function Recipe({ post }: { post: PostDetailView }) {
  const style = STYLE_KEYS.find((key) => key === post.style);
  const facts = [
    { name: "Size", value: `${post.width} × ${post.height}, ${TIERS[post.tier].name}` },
    { name: "Leave out", value: post.negativePrompt },
    { name: "Seed", value: post.seed?.toLocaleString("en-IN") },
    { name: "Style", value: style && STYLES[style].name },
    { name: "Model", value: post.model },
  ];
  const { prompt } = post;
  return (
    <section aria-label="Recipe" className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between">
        <h2 className="type-heading">Recipe</h2>
        {prompt === undefined ? null : <TextButton onClick={() => copyPrompt(prompt)}>Copy prompt</TextButton>}
      </div>
      {prompt === undefined ? (
        <p className="text-ink-2">The author keeps the prompt to themselves.</p>
      ) : (
        <p dir="auto" className="whitespace-pre-wrap type-prompt">
          {prompt}
        </p>
      )}
      <Facts items={facts.filter(({ value }) => value !== undefined)} />
    </section>
  );
}

function Report({ post }: { post: PostDetailView }) {
  const [isOpen, setOpen] = useState(false);
  const [isReported, setReported] = useState(post.reported);
  if (isReported) return <p className="text-ink-2 type-small">You have reported this post.</p>;
  return (
    <>
      <TextButton variant="danger" aria-haspopup="dialog" onClick={() => setOpen(true)} className="type-small">
        Report
      </TextButton>
      {isOpen ? (
        <ReportDialog postId={post.id} onClose={() => setOpen(false)} onReported={() => setReported(true)} />
      ) : null}
    </>
  );
}

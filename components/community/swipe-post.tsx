"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRef, useState } from "react";
import { profileHref } from "@/components/people/profile-href";
import { postHref } from "@/components/publish/post-href";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button";
import { Heart } from "@/components/ui/heart";
import { Picture } from "@/components/ui/picture";
import type { PostView } from "@/lib/domain/community/contract";
import { SharePost } from "./share-post";
import { type Like, useLike } from "./use-like";

type Props = {
  post: PostView;
  index: number;
  /** Of all there are; -1 while that is not known. */
  count: number;
  /** Near enough to be drawn at all. */
  isDrawn: boolean;
  isCurrent: boolean;
  onLike: (like: Like) => void;
};

/** A second tap within this time, and not far off, is a double tap. */
const DOUBLE_TAP_MS = 320;
const DOUBLE_TAP_PX = 40;

/** One screen: the picture, who made it, and what one can do at the thumb's reach. A double tap likes and never takes a like back. */
export function SwipePost({ post, index, count, isDrawn, isCurrent, onLike }: Props) {
  const like = useLike(post.id, { liked: post.liked, likes: post.likes }, onLike);
  const tap = useRef({ at: 0, x: 0, y: 0 });
  const [beat, setBeat] = useState(0);
  const onTap = (x: number, y: number) => {
    const before = tap.current;
    tap.current = { at: performance.now(), x, y };
    const isNear = Math.hypot(x - before.x, y - before.y) < DOUBLE_TAP_PX;
    if (tap.current.at - before.at > DOUBLE_TAP_MS || !isNear) return;
    tap.current.at = 0;
    setBeat((times) => times + 1);
    if (!like.liked) like.set(true);
  };
  return (
    <article
      data-index={index}
      // The feed pattern moves focus from article to article.
      tabIndex={isCurrent ? 0 : -1}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-labelledby={`${post.id}-title`}
      className="relative flex h-full snap-start snap-always flex-col outline-none focus-visible:ring-2 focus-visible:ring-select focus-visible:ring-inset"
    >
      {isDrawn ? (
        <>
          <div
            onPointerUp={({ clientX, clientY, isPrimary, button }) =>
              isPrimary && button === 0 && onTap(clientX, clientY)
            }
            className="relative min-h-0 flex-1 touch-pan-y select-none"
          >
            <Picture
              src={post.imageUrl}
              width={post.width}
              height={post.height}
              alt={post.title}
              placeholder={post.placeholder}
              fit="contain"
              isFirst
              className="absolute inset-0 size-full"
            />
            {beat > 0 ? (
              <span
                key={beat}
                aria-hidden="true"
                className="swipe-heart pointer-events-none absolute inset-0 grid place-items-center text-8xl text-white"
              >
                <Heart isFilled />
              </span>
            ) : null}
          </div>
          <div className="flex flex-col gap-3 border-t border-line bg-surface px-inset py-3 fold:flex-row fold:items-center fold:gap-6">
            <Link
              href={profileHref(post.author.handle)}
              prefetch={false}
              className="flex min-h-touch min-w-0 flex-1 items-center gap-3"
            >
              <Avatar name={post.author.name} src={post.author.avatarUrl} />
              <span className="min-w-0">
                <bdi id={`${post.id}-title`} className="block truncate font-strong">
                  {post.title}
                </bdi>
                <bdi className="block truncate text-ink-2 type-small">{post.author.name}</bdi>
              </span>
            </Link>
            <div className="flex gap-2">
              <button
                type="button"
                aria-pressed={like.liked}
                aria-label={`Like, ${like.likes.toLocaleString("en-IN")}`}
                onClick={like.toggle}
                className="inline-flex min-h-13 min-w-16 items-center justify-center gap-2 rounded-button border border-line-strong px-4"
              >
                <Heart isFilled={like.liked} />
                <span aria-hidden="true">{like.likes.toLocaleString("en-IN")}</span>
              </button>
              <ButtonLink size="large" href={postHref(post.id)} className="grow">
                {post.comments === 0
                  ? "Open"
                  : `${post.comments.toLocaleString("en-IN")} ${post.comments === 1 ? "comment" : "comments"}`}
              </ButtonLink>
              <span className="hidden fold:contents">
                <SharePost post={post} />
              </span>
              {post.canRemix ? (
                <ButtonLink variant="primary" size="large" href={`/studio?remix=${post.id}` as Route}>
                  Remix
                </ButtonLink>
              ) : null}
            </div>
          </div>
        </>
      ) : (
        <span id={`${post.id}-title`} className="sr-only">
          {post.title}
        </span>
      )}
    </article>
  );
}

"use client";

import { type CSSProperties, memo, useEffect, useRef, useState } from "react";
import type { PostView } from "@/lib/domain/community/contract";
import { COLUMNS, emptyMasonry, extendMasonry, type Masonry, type Place } from "./masonry";
import { PostTile } from "./post-tile";
import { TileActions } from "./tile-actions";
import type { Like } from "./use-like";
import { useShown } from "./use-shown";

type Props = { posts: readonly PostView[]; onNearEnd: () => void; onOpen: () => void };

/** The first rows are in sight at once. */
const FIRST_SCREEN = 8;

/** Posts in columns, four on desktops and two on phones. Only those around the screen are in the document, the place of each is fixed. */
export function PostGrid({ posts, onNearEnd, onOpen }: Props) {
  const box = useRef<HTMLUListElement>(null);
  const end = useRef<HTMLLIElement>(null);
  const [kept, setKept] = useState(() => ({ posts, masonries: lay(posts) }));
  if (kept.posts !== posts) {
    const isLonger = kept.posts.every(({ id }, index) => posts[index]?.id === id);
    setKept({ posts, masonries: lay(posts, isLonger ? kept.masonries : undefined) });
  }
  const [wide, narrow] = kept.masonries;
  const shown = useShown(box, kept.masonries);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onNearEnd();
      },
      { rootMargin: "2500px" },
    );
    if (end.current) observer.observe(end.current);
    return () => observer.disconnect();
  }, [onNearEnd]);
  const indexes = shown ?? kept.posts.map((_, index) => index);
  return (
    <div className="@container">
      <ul
        ref={box}
        aria-label="Published pictures"
        onClickCapture={onOpen}
        className="masonry no-anchor"
        style={endsOf(kept.masonries)}
      >
        {indexes.map((index) => {
          const post = kept.posts[index];
          if (!post) return null;
          return (
            <Box
              key={post.id}
              post={post}
              wide={wide.places[index]}
              narrow={narrow.places[index]}
              isFirst={index < FIRST_SCREEN}
            />
          );
        })}
        <li key="end" ref={end} aria-hidden="true" className="absolute bottom-0 h-px w-px" />
      </ul>
    </div>
  );
}

type BoxProps = { post: PostView; wide: Place | undefined; narrow: Place | undefined; isFirst: boolean };

/** Drawn once: while one scrolls only those that come into sight are. */
const Box = memo(function Box({ post, wide, narrow, isFirst }: BoxProps) {
  const [isReached, setReached] = useState(false);
  const [like, setLike] = useState<Like>();
  const shown = like ? { ...post, ...like } : post;
  return (
    <li
      className="masonry-box"
      style={placeOf(wide, narrow)}
      onPointerEnter={({ pointerType }) => pointerType === "mouse" && setReached(true)}
      onPointerLeave={({ currentTarget }) => setReached(currentTarget.contains(document.activeElement))}
      onFocus={() => setReached(true)}
      onBlur={({ currentTarget, relatedTarget }) => setReached(currentTarget.contains(relatedTarget))}
    >
      <PostTile post={shown} isFirst={isFirst} />
      {isReached ? <TileActions post={shown} onLike={setLike} /> : null}
    </li>
  );
});

type Masonries = readonly [Masonry, Masonry];

function lay(posts: readonly PostView[], before?: Masonries): Masonries {
  const ratios = posts.map(({ width, height }) => width / height);
  return [
    extendMasonry(before?.[0] ?? emptyMasonry(COLUMNS[0]), ratios),
    extendMasonry(before?.[1] ?? emptyMasonry(COLUMNS[1]), ratios),
  ];
}

/** For the style sheet, which chooses by the width of the screen. */
function placeOf(wide: Place | undefined, narrow: Place | undefined): CSSProperties {
  return {
    "--wide-column": wide?.column,
    "--wide-widths": wide?.widths,
    "--wide-steps": wide?.steps,
    "--narrow-column": narrow?.column,
    "--narrow-widths": narrow?.widths,
    "--narrow-steps": narrow?.steps,
  } as CSSProperties;
}

/** The grid ends where its longest column does: `max()` of the columns' lengths. */
function endsOf([wide, narrow]: Masonries): CSSProperties {
  const longest = ({ ends }: Masonry) =>
    `max(${ends.map(({ widths, steps }) => `${widths} * var(--column) + ${steps} * var(--step)`).join(", ")})`;
  return { "--wide-height": longest(wide), "--narrow-height": longest(narrow) } as CSSProperties;
}

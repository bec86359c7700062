import type { Route } from "next";
import Link from "next/link";
import { Heart } from "@/components/ui/heart";
import type { PostView } from "@/lib/domain/community/contract";
import { type Like, useLike } from "./use-like";

const LOOK =
  "inline-flex min-h-9 items-center gap-1.5 rounded-full bg-surface px-3 font-strong text-ink shadow-float type-small hover:bg-sunken";

/** Like and remix at once, over a picture that the mouse or the keyboard is on. Both are on the post's page as well. */
export function TileActions({ post, onLike }: { post: PostView; onLike: (like: Like) => void }) {
  const like = useLike(post.id, { liked: post.liked, likes: post.likes }, onLike);
  return (
    <div className="absolute top-1.5 right-1.5 hidden gap-1.5 fold:flex">
      <button
        type="button"
        aria-pressed={like.liked}
        aria-label={`Like “${post.title}”, ${like.likes.toLocaleString("en-IN")}`}
        onClick={like.toggle}
        className={LOOK}
      >
        <Heart isFilled={like.liked} />
      </button>
      {post.canRemix ? (
        <Link
          href={`/studio?remix=${post.id}` as Route}
          prefetch={false}
          aria-label={`Remix “${post.title}”`}
          className={LOOK}
        >
          Remix
        </Link>
      ) : null}
    </div>
  );
}

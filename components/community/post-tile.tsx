import Link from "next/link";
import { postHref } from "@/components/publish/post-href";
import { Badge } from "@/components/ui/badge";
import { Heart } from "@/components/ui/heart";
import { Picture } from "@/components/ui/picture";
import { averageColour } from "@/components/ui/placeholder";
import type { PostView } from "@/lib/domain/community/contract";

type Props = {
  post: PostView;
  /** On the first screen: loads at once, with its own blurred placeholder. */
  isFirst: boolean;
};

const STATE = { held: "Held", hidden: "Hidden" } as const;

/**
 * A published picture in a grid: its own ratio, title left, likes right (not on phones). The caller gives it its width. Published
 * files carry the AI mark in their pixels.
 */
export function PostTile({ post, isFirst }: Props) {
  const state = post.status === "live" ? undefined : STATE[post.status];
  return (
    <Link href={postHref(post.id)} prefetch={false} draggable={false} className="block rounded-picture">
      <span
        className="relative block overflow-hidden rounded-picture"
        style={{
          aspectRatio: post.width / post.height,
          ...(isFirst ? {} : { backgroundColor: averageColour(post.placeholder) }),
        }}
      >
        <span className="absolute inset-0">
          <Picture
            src={post.thumbnailUrl}
            width={post.width}
            height={post.height}
            alt={post.title}
            placeholder={isFirst ? post.placeholder : undefined}
            fit="cover"
            isFirst={isFirst}
            ground={isFirst ? "sunken" : "none"}
            className="size-full"
          />
        </span>
        {state ? (
          <Badge tone="marigold" className="absolute right-1.5 bottom-1.5">
            {state}
          </Badge>
        ) : null}
      </span>
      <span className="flex items-center justify-between gap-2 px-0.5 pt-2 type-small">
        {/* The picture says the same to screen readers. */}
        <bdi aria-hidden="true" className="truncate font-strong">
          {post.title}
        </bdi>
        <span className="hidden shrink-0 items-center gap-1 text-ink-2 fold:inline-flex">
          <Heart isFilled={post.liked} />
          <span className="sr-only">Likes: </span>
          {post.likes.toLocaleString("en-IN")}
        </span>
      </span>
    </Link>
  );
}

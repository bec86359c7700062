"use client";

import { Button } from "@/components/ui/button";
import { Heart } from "@/components/ui/heart";
import { type Like, useLike } from "./use-like";

type Props = Like & { postId: string; onChange?: (like: Like) => void };

/** Likes a post or takes the like back, with the count. */
export function LikeButton({ postId, liked, likes, onChange }: Props) {
  const like = useLike(postId, { liked, likes }, onChange);
  return (
    <Button
      size="large"
      aria-pressed={like.liked}
      aria-label={`Like, ${like.likes.toLocaleString("en-IN")}`}
      onClick={like.toggle}
    >
      <Heart isFilled={like.liked} />
      <span aria-hidden="true">{like.likes.toLocaleString("en-IN")}</span>
    </Button>
  );
}

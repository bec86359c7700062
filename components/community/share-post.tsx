"use client";

import { copyText } from "@/components/creations/copy-text";
import { postHref } from "@/components/publish/post-href";
import { Button } from "@/components/ui/button";

type Props = { post: { id: string; title: string } };

/** The system's own sheet where there is one, else the link on the clipboard. */
export function SharePost({ post }: Props) {
  const share = async () => {
    const url = new URL(postHref(post.id), location.origin).href;
    if (!navigator.share) return copyText(url, "Link copied.");
    try {
      await navigator.share({ url, title: post.title });
    } catch (error) {
      const wasClosed = error instanceof DOMException && error.name === "AbortError";
      if (!wasClosed) await copyText(url, "Link copied.");
    }
  };
  return (
    <Button size="large" onClick={() => void share()}>
      Share
    </Button>
  );
}

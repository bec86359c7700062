"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import type { PublishedView } from "@/lib/domain/creations/contract";
import { postHref } from "./post-href";
import type { Publishable } from "./publish-form";

const PublishDialog = dynamic(() => import("./publish-dialog").then((part) => part.PublishDialog));

type Props = {
  picture: Publishable;
  /** Of the post that shows it already. */
  postId: string | undefined;
  onPublished?: (post: PublishedView) => void;
};

/** Publish, or the way to the post that there is. */
export function PublishButton({ picture, postId, onPublished }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [published, setPublished] = useState<string>();
  const shown = published ?? postId;
  return (
    <>
      {shown ? (
        <ButtonLink wide href={postHref(shown)}>
          See the post
        </ButtonLink>
      ) : (
        <Button wide aria-haspopup="dialog" onClick={() => setOpen(true)}>
          Publish
        </Button>
      )}
      {isOpen ? (
        <PublishDialog
          pictures={[picture]}
          onClose={() => setOpen(false)}
          onPublished={(_, post) => {
            setPublished(post.id);
            onPublished?.(post);
          }}
        />
      ) : null}
    </>
  );
}

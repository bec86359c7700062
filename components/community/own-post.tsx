"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toaster";
import { formatCredits } from "@/lib/core/credits";
import { deletePostEndpoint, type PostDetailView } from "@/lib/domain/community/contract";
import { call } from "@/lib/http/call";
import { EditPost } from "./edit-post";
import { tellRefusal } from "./refusal";

/** What the author of a post may do with it, and what it has earned. */
export function OwnPost({ post }: { post: PostDetailView }) {
  const [open, setOpen] = useState<"edit" | "delete">();
  const close = () => setOpen(undefined);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button aria-haspopup="dialog" onClick={() => setOpen("edit")}>
          Edit
        </Button>
        {post.imageId ? (
          <ButtonLink variant="quiet" href={`/studio/my-creations/${post.imageId}` as Route}>
            My picture
          </ButtonLink>
        ) : null}
        <Button variant="danger" aria-haspopup="dialog" onClick={() => setOpen("delete")}>
          Delete
        </Button>
      </div>
      {post.creditsEarned ? (
        <p className="text-ink-2 type-small">Its remixes have brought you {formatCredits(post.creditsEarned)}.</p>
      ) : null}
      {open === "edit" ? <EditPost post={post} onClose={close} /> : null}
      {open === "delete" ? <DeletePost post={post} onClose={close} /> : null}
    </div>
  );
}

function DeletePost({ post, onClose }: { post: PostDetailView; onClose: () => void }) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await call(deletePostEndpoint, { params: { id: post.id } });
      notify({ message: "The post is deleted." });
      router.replace((post.imageId ? `/studio/my-creations/${post.imageId}` : "/studio/my-creations") as Route);
    } catch (error) {
      setBusy(false);
      tellRefusal(error, "The post was not deleted.");
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Delete this post?"
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" busy={isBusy} onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      Its likes and comments go with it, for good. The picture stays in My Creations. Remixes that others made stay
      theirs, and no longer say where they came from. What it has earned stays yours.
    </Dialog>
  );
}

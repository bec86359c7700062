"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type CommentView, commentsEndpoint } from "@/lib/domain/community/comment-contract";
import { call } from "@/lib/http/call";
import { CommentForm } from "./comment-form";
import { CommentItem } from "./comment-item";
import { tellRefusal } from "./refusal";

type FirstComments = { items: CommentView[]; nextCursor: string | null };
type Props = { postId: string; count: number; first: FirstComments; canComment: boolean; isSignedIn: boolean };

/** Comments on a post, newest first, with one level of replies. */
export function Comments({ postId, count, first, canComment, isSignedIn }: Props) {
  const [page, setPage] = useState(first);
  const [total, setTotal] = useState(count);
  const more = async () => {
    if (page.nextCursor === null) return;
    try {
      const older = await call(commentsEndpoint, { params: { id: postId }, query: { cursor: page.nextCursor } });
      const known = new Set(page.items.map(({ id }) => id));
      setPage({ ...older, items: [...page.items, ...older.items.filter(({ id }) => !known.has(id))] });
    } catch (error) {
      tellRefusal(error, "Older comments did not come.");
    }
  };
  const change = (changed: CommentView) =>
    setPage((before) => ({ ...before, items: before.items.map((one) => (one.id === changed.id ? changed : one)) }));
  const remove = (id: string) => {
    setPage((before) => ({ ...before, items: before.items.filter((one) => one.id !== id) }));
    setTotal((before) => Math.max(0, before - 1));
  };
  return (
    <section aria-label="Comments" className="flex flex-col gap-4">
      <h2 className="type-heading">
        Comments <span className="font-regular text-ink-2">{total.toLocaleString("en-IN")}</span>
      </h2>
      {canComment ? (
        <CommentForm
          postId={postId}
          label="Write a comment"
          verb="Comment"
          onWritten={(comment) => {
            setPage((before) => ({ ...before, items: [comment, ...before.items] }));
            if (comment.status === "live") setTotal((before) => before + 1);
          }}
        />
      ) : (
        <p className="text-ink-2 type-small">
          {isSignedIn ? "You can't comment on this post." : "Sign in to write a comment."}
        </p>
      )}
      <ul className="flex flex-col gap-4">
        {page.items.map((comment) => (
          <CommentItem
            key={comment.id}
            comment={comment}
            canReply={canComment}
            onChange={change}
            onRemove={() => remove(comment.id)}
          />
        ))}
      </ul>
      {page.nextCursor === null ? null : <Button onClick={() => void more()}>Older comments</Button>}
    </section>
  );
}

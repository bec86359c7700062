"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { profileHref } from "@/components/people/profile-href";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/field";
import { TextButton } from "@/components/ui/text-link";
import { dayAndTime } from "@/lib/core/ist-time";
import {
  type CommentView,
  commentsEndpoint,
  deleteCommentEndpoint,
  MAX_COMMENT_LENGTH,
  updateCommentEndpoint,
} from "@/lib/domain/community/comment-contract";
import { CallError, call } from "@/lib/http/call";
import { CommentBody } from "./comment-body";
import { CommentForm } from "./comment-form";
import { tellRefusal } from "./refusal";

type Props = {
  comment: CommentView;
  canReply: boolean;
  onChange: (comment: CommentView) => void;
  onRemove: () => void;
};

/** One comment with what its author can do, and its replies when they are asked for. */
export function CommentItem({ comment, canReply, onChange, onRemove }: Props) {
  const [isEditing, setEditing] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  return (
    <li className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2 text-ink-2 type-small">
        {comment.author ? (
          <Link href={profileHref(comment.author.handle)} prefetch={false} className="font-strong text-ink">
            <bdi>{comment.author.name}</bdi>
          </Link>
        ) : null}
        <time dateTime={comment.createdAt}>{dayAndTime(comment.createdAt)}</time>
        {comment.editedAt ? <span>edited</span> : null}
        {comment.status === "held" ? <Badge tone="marigold">Held</Badge> : null}
      </p>
      {comment.isDeleted ? (
        <p className="text-ink-2">This comment was deleted.</p>
      ) : isEditing ? (
        <EditForm
          comment={comment}
          onEnd={(changed) => {
            if (changed) onChange(changed);
            setEditing(false);
          }}
        />
      ) : (
        <CommentBody body={comment.body} mentions={comment.mentions} />
      )}
      {comment.isOwn && !isEditing && !comment.isDeleted ? (
        <p className="flex gap-4 type-small">
          <TextButton onClick={() => setEditing(true)}>Edit</TextButton>
          <TextButton variant="danger" onClick={() => setDeleting(true)}>
            Delete
          </TextButton>
        </p>
      ) : null}
      {comment.parentId === undefined ? <Replies comment={comment} canReply={canReply} /> : null}
      {isDeleting ? (
        <DeleteDialog commentId={comment.id} onClose={() => setDeleting(false)} onDeleted={onRemove} />
      ) : null}
    </li>
  );
}

function EditForm({ comment, onEnd }: { comment: CommentView; onEnd: (changed?: CommentView) => void }) {
  const [body, setBody] = useState(comment.body);
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => text.current?.focus(), []);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    try {
      onEnd(await call(updateCommentEndpoint, { params: { id: comment.id }, body: { body } }));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error.fieldError("body") ?? error.message);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className="flex flex-col gap-2"
    >
      <Textarea
        ref={text}
        label="Edit your comment"
        value={body}
        onChange={({ target }) => setBody(target.value)}
        error={problem}
        limit={MAX_COMMENT_LENGTH}
        dir="auto"
      />
      <div className="flex justify-end gap-2">
        <Button onClick={() => onEnd()}>Cancel</Button>
        <Button type="submit" variant="strong">
          Save
        </Button>
      </div>
    </form>
  );
}

type DeleteProps = { commentId: string; onClose: () => void; onDeleted: () => void };

function DeleteDialog({ commentId, onClose, onDeleted }: DeleteProps) {
  const remove = async () => {
    onClose();
    try {
      await call(deleteCommentEndpoint, { params: { id: commentId } });
      onDeleted();
    } catch (error) {
      tellRefusal(error, "The comment is still there.");
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Delete this comment?"
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      It can't be brought back. Replies to it stay.
    </Dialog>
  );
}

function Replies({ comment, canReply }: { comment: CommentView; canReply: boolean }) {
  const [replies, setReplies] = useState<readonly CommentView[]>([]);
  const [cursor, setCursor] = useState<string | null>();
  const [isWriting, setWriting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const count = comment.replies ?? 0;
  const more = async () => {
    try {
      const query = { parentId: comment.id, ...(cursor ? { cursor } : {}) };
      const page = await call(commentsEndpoint, { params: { id: comment.postId }, query });
      const known = new Set(replies.map(({ id }) => id));
      setReplies([...replies, ...page.items.filter(({ id }) => !known.has(id))]);
      setCursor(page.nextCursor);
    } catch (error) {
      tellRefusal(error, "The replies did not come.");
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="flex gap-4 type-small">
        {count > 0 && cursor !== null ? (
          <TextButton onClick={() => void more()}>
            {cursor ? "More replies" : count === 1 ? "1 reply" : `${count.toLocaleString("en-IN")} replies`}
          </TextButton>
        ) : null}
        {canReply && !comment.isDeleted ? (
          <TextButton ref={opener} aria-expanded={isWriting} onClick={() => setWriting(!isWriting)}>
            Reply
          </TextButton>
        ) : null}
      </p>
      {replies.length > 0 ? (
        <ul className="flex flex-col gap-3 border-l border-line pl-4">
          {replies.map((reply) => (
            <CommentItem
              key={reply.id}
              comment={reply}
              canReply={false}
              onChange={(changed) => setReplies(replies.map((one) => (one.id === changed.id ? changed : one)))}
              onRemove={() => setReplies(replies.filter((one) => one.id !== reply.id))}
            />
          ))}
        </ul>
      ) : null}
      {isWriting ? (
        <CommentForm
          postId={comment.postId}
          parentId={comment.id}
          label="Write a reply"
          verb="Reply"
          takesFocus
          onWritten={(reply) => {
            setReplies([...replies, reply]);
            setWriting(false);
            opener.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}

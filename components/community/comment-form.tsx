"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/field";
import { announce } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { type CommentView, commentEndpoint, MAX_COMMENT_LENGTH } from "@/lib/domain/community/comment-contract";
import { CallError, call } from "@/lib/http/call";

type FormProps = {
  postId: string;
  parentId?: string;
  label: string;
  verb: string;
  /** It opened because somebody pressed for it. */
  takesFocus?: boolean;
  onWritten: (comment: CommentView) => void;
};

/** The text stays until it was taken; what was refused says why at the field. */
export function CommentForm({ postId, parentId, label, verb, takesFocus = false, onWritten }: FormProps) {
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takesFocus) text.current?.focus();
  }, [takesFocus]);
  const [body, setBody] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const comment = await call(commentEndpoint, {
        params: { id: postId },
        body: { body, ...(parentId ? { parentId } : {}) },
      });
      setBody("");
      setHeld(comment.status === "held");
      announce(comment.status === "held" ? "Your comment waits for a moderator." : "Your comment is there.");
      onWritten(comment);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error.fieldError("body") ?? error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col items-end gap-2">
      <Textarea
        ref={text}
        label={label}
        value={body}
        onChange={({ target }) => setBody(target.value)}
        error={problem}
        limit={MAX_COMMENT_LENGTH}
        dir="auto"
        rows={2}
        className="w-full"
      />
      <Button type="submit" variant="strong" busy={isBusy} disabled={body.trim() === ""}>
        {verb}
      </Button>
      {isHeld ? (
        <Notice role="status" className="w-full">
          A moderator looks at your comment first. Until then only you see it.
        </Notice>
      ) : null}
    </form>
  );
}

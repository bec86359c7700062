"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { TextButton } from "@/components/ui/text-link";
import { notify } from "@/components/ui/toaster";
import { appealEndpoint, MAX_APPEAL_LENGTH, type PostDetailView } from "@/lib/domain/community/contract";
import { GUIDELINES, type Guideline } from "@/lib/domain/review/contract";
import { CallError, call } from "@/lib/http/call";

const FIELDS: Record<string, string> = {
  picture: "the picture",
  title: "the title",
  description: "the description",
  tags: "the tags",
  prompt: "the prompt",
};

/** Why only its author sees a post, what it is about, and the way to ask for another look. */
export function HeldPost({ post }: { post: PostDetailView }) {
  const [isOpen, setOpen] = useState(false);
  if (post.status === "live") return null;
  const field = post.hold?.field && FIELDS[post.hold.field];
  const guideline = GUIDELINES[post.decision?.rule as Guideline] as string | undefined;
  return (
    <Notice
      tone="wash"
      action={
        post.canAppeal ? (
          <TextButton aria-haspopup="dialog" onClick={() => setOpen(true)}>
            Ask for another look
          </TextButton>
        ) : null
      }
    >
      <p>
        <strong className="font-strong">{post.status === "held" ? "Held for review." : "Hidden."}</strong>{" "}
        {post.hold?.message ?? ""} {guideline ? `The rule: ${guideline} ` : ""}
        {field ? `It is about ${field}. ` : ""}
        {post.decision?.reason ? `${post.decision.reason} ` : ""}Only you see this post.
      </p>
      {post.appealed ? <p>You have asked for another look. A moderator answers, and you hear of it.</p> : null}
      {isOpen ? <AppealDialog postId={post.id} onClose={() => setOpen(false)} /> : null}
    </Notice>
  );
}

function AppealDialog({ postId, onClose }: { postId: string; onClose: () => void }) {
  const router = useRouter();
  const formId = useId();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<CallError>();
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await call(appealEndpoint, { params: { id: postId }, body: { reason } });
      notify({ message: "A moderator looks at it again. You hear what comes of it." });
      onClose();
      router.refresh();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const fieldError = problem?.fieldError("reason");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Ask for another look"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="strong" type="submit" form={formId} busy={isBusy}>
            Send
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        className="flex flex-col gap-4 text-ink"
      >
        {problem && !fieldError ? (
          <Notice tone="bad" role="alert">
            {problem.message}
          </Notice>
        ) : null}
        <Textarea
          label="Why should others see it?"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          error={fieldError}
          limit={MAX_APPEAL_LENGTH}
          dir="auto"
        />
        <p className="text-ink-2 type-small">It costs nothing. You can ask once for each decision.</p>
      </form>
    </Dialog>
  );
}

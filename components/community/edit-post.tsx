"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ChoiceFields } from "@/components/publish/choice-fields";
import type { PublishChoice } from "@/components/publish/publish-form";
import { type PublishOptions, usePublishOptions } from "@/components/publish/use-publish-options";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toaster";
import { type PostDetailView, updatePostEndpoint } from "@/lib/domain/community/contract";
import { CallError, call } from "@/lib/http/call";

type Props = { post: PostDetailView; onClose: () => void };

/** Changes one's own post: what was chosen when it was published. */
export function EditPost({ post, onClose }: Props) {
  const { options, problem } = usePublishOptions();
  if (options) return <EditForm post={post} onClose={onClose} options={options} />;
  return (
    <Dialog isOpen onClose={onClose} title="Edit this post" actions={<Button onClick={onClose}>Close</Button>}>
      <div className="min-h-64">
        {problem ? (
          <Notice tone="bad" role="alert">
            {problem}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}

function EditForm({ post, onClose, options }: Props & { options: PublishOptions }) {
  const router = useRouter();
  const formId = useId();
  const [title, setTitle] = useState(post.title);
  const [choice, setChoice] = useState<PublishChoice>({
    description: post.description,
    categoryId: post.categoryId,
    tags: post.tags,
    visibility: post.visibility,
    showPrompt: post.showPrompt,
    hasWatermark: post.watermark ?? true,
  });
  const [problem, setProblem] = useState<CallError>();
  const [isBusy, setBusy] = useState(false);
  const errors = Object.fromEntries(
    (problem?.problem?.errors ?? []).map(({ field, message }) => [field.split(".")[0] ?? field, message]),
  );

  const send = async () => {
    setBusy(true);
    setProblem(undefined);
    const { hasWatermark, ...rest } = choice;
    try {
      const now = await call(updatePostEndpoint, {
        params: { id: post.id },
        body: { title, ...rest, ...(options.mayHideWatermark ? { watermark: hasWatermark } : {}) },
      });
      notify({ message: now.status === "held" ? "Saved. It is checked before others see it." : "Saved." });
      onClose();
      router.refresh();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={isBusy ? () => {} : onClose}
      title="Edit this post"
      actions={
        <>
          <Button onClick={onClose} disabled={isBusy}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isBusy}>
            Save
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
        {problem && Object.keys(errors).length === 0 ? (
          <Notice tone="bad" role="alert">
            {problem.message}
          </Notice>
        ) : null}
        <Input
          label="Title"
          value={title}
          onChange={({ target }) => setTitle(target.value)}
          error={errors.title}
          dir="auto"
        />
        <ChoiceFields
          choice={choice}
          onChange={(part) => setChoice((before) => ({ ...before, ...part }))}
          options={options}
          errors={errors}
        />
        <p className="text-ink-2 type-small">
          Remixes that others have made stay theirs. While the post is private or keeps its prompt, nobody makes new
          ones.
        </p>
      </form>
    </Dialog>
  );
}

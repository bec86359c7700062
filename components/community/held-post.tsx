"use client";

import { useState } from "react";
import { AppealDialog } from "@/components/decisions/appeal-dialog";
import { Notice } from "@/components/ui/notice";
import { TextButton } from "@/components/ui/text-link";
import { appealEndpoint, type PostDetailView } from "@/lib/domain/community/contract";
import { GUIDELINES, type Guideline } from "@/lib/domain/review/contract";
import { call } from "@/lib/http/call";

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
      {isOpen ? (
        <AppealDialog
          question="Why should others see it?"
          send={(reason) => call(appealEndpoint, { params: { id: post.id }, body: { reason } })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Notice>
  );
}

"use client";

import { useRef } from "react";
import { Notice } from "@/components/ui/notice";
import { TextButton } from "@/components/ui/text-link";
import { textLength } from "@/lib/core/text";
import { MAX_PROMPT_LENGTH, MIN_PROMPT_LENGTH } from "@/lib/domain/generation/contract";
import { useDraft } from "../draft-store";
import { isAnotherText } from "../template-text";
import type { Enhance } from "../use-enhance";
import { PromptBox } from "./prompt-box";
import { ProposalBox } from "./proposal-box";
import { RemixNote } from "./remix-note";
import { Suggestions } from "./suggestions";
import { TemplateSlots } from "./template-slots";

type Props = { enhance: Enhance; error?: string; onSubmit: () => void };

/** The idea and all that helps with its words. */
export function Idea({ enhance, error, onSubmit }: Props) {
  const prompt = useDraft((state) => state.draft.prompt);
  const isReady = useDraft((state) => state.isReady);
  const write = useDraft((state) => state.write);
  const box = useRef<HTMLTextAreaElement>(null);
  const { proposal } = enhance;
  const length = textLength(prompt.trim());

  const type = (next: string) => {
    if (isAnotherText(prompt, next)) enhance.reset();
    write(next);
  };

  /** After the box is back in the page. */
  const focusBox = () => requestAnimationFrame(() => box.current?.focus());

  return (
    <div className="flex flex-col gap-2">
      <RemixNote />
      <p aria-hidden="true" className="hidden justify-between type-small fold:flex">
        <span className="font-strong">Your idea</span>
        <span className="text-ink-2">{isReady && length > 0 ? "Draft saved" : null}</span>
      </p>
      {proposal ? (
        <ProposalBox
          text={proposal.text}
          parts={proposal.parts}
          isRewrite={proposal.isRewrite}
          onUse={() => {
            enhance.accept();
            focusBox();
          }}
          onEdit={() => {
            enhance.accept();
            focusBox();
          }}
          onKeep={() => {
            enhance.keepMine();
            focusBox();
          }}
        />
      ) : (
        <PromptBox
          ref={box}
          value={prompt}
          onChange={type}
          onSubmit={onSubmit}
          error={error}
          isEnhancing={enhance.isAsking}
          canEnhance={length >= MIN_PROMPT_LENGTH && length <= MAX_PROMPT_LENGTH}
          onEnhance={enhance.ask}
        />
      )}
      {enhance.failure ? (
        <Notice role="status" className="type-small">
          {enhance.failure}
        </Notice>
      ) : null}
      <Suggestions items={enhance.suggestions} onTake={enhance.take} />
      {enhance.canUndo ? (
        <TextButton onClick={enhance.undo} className="self-start type-small">
          Undo, back to my words
        </TextButton>
      ) : null}
      {proposal ? null : <TemplateSlots />}
    </div>
  );
}

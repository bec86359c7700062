"use client";

import { Button } from "@/components/ui/button";
import { DiffBlocks, type DiffPart } from "@/components/ui/diff-blocks";
import { Counter } from "@/components/ui/field";
import { textLength } from "@/lib/core/text";
import { MAX_PROMPT_LENGTH } from "@/lib/domain/generation/contract";

type Props = {
  text: string;
  parts: readonly DiffPart[];
  isRewrite: boolean;
  onUse: () => void;
  onEdit: () => void;
  onKeep: () => void;
};

/** In the place of the prompt box while Enhance waits for an answer: what was written, what it would become, and three ways on. */
export function ProposalBox({ text, parts, isRewrite, onUse, onEdit, onKeep }: Props) {
  return (
    <section aria-label="Enhanced idea" className="animate-fade-in rounded-card border border-line-strong bg-surface">
      <DiffBlocks parts={parts} isRewrite={isRewrite} />
      <div className="flex flex-wrap items-center gap-2 px-3.5 pb-3">
        <Button size="compact" variant="strong" onClick={onUse}>
          Use this
        </Button>
        <Button size="compact" onClick={onEdit}>
          Edit
        </Button>
        <Button size="compact" variant="quiet" onClick={onKeep}>
          Keep mine
        </Button>
        <Counter length={textLength(text)} limit={MAX_PROMPT_LENGTH} className="ml-auto" />
      </div>
    </section>
  );
}

"use client";

import type { KeyboardEvent, Ref } from "react";
import { Button } from "@/components/ui/button";
import { Counter, Field } from "@/components/ui/field";
import { textLength } from "@/lib/core/text";
import { MAX_PROMPT_LENGTH } from "@/lib/domain/generation/contract";

type Props = {
  ref: Ref<HTMLTextAreaElement>;
  value: string;
  onChange: (prompt: string) => void;
  onSubmit: () => void;
  error?: string;
  isEnhancing: boolean;
  canEnhance: boolean;
  onEnhance: () => void;
};

/** The idea: one box with the text, Enhance and the counter. */
export function PromptBox({ ref, value, onChange, onSubmit, error, isEnhancing, canEnhance, onEnhance }: Props) {
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSubmit();
  };
  return (
    <Field label="Your idea" hideLabel error={error}>
      {(control) => (
        <div className="flex flex-col rounded-card border border-line-strong bg-surface transition-colors duration-quick ease-out hover:border-ink has-aria-invalid:border-bad has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-offset-2 has-[textarea:focus-visible]:outline-select">
          <textarea
            {...control}
            ref={ref}
            value={value}
            dir="auto"
            rows={4}
            placeholder="A chai glass on a saucer, morning light. हिन्दी में भी लिखें।"
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={submitOnEnter}
            className="field-sizing-content max-h-80 min-h-28 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 type-input outline-none"
          />
          <div className="flex items-center justify-between gap-3 p-2.5">
            <Button size="compact" busy={isEnhancing} disabled={!canEnhance} onClick={onEnhance}>
              {isEnhancing ? "Enhancing" : "Enhance, free"}
            </Button>
            <Counter length={textLength(value)} limit={MAX_PROMPT_LENGTH} className="pr-1" />
          </div>
        </div>
      )}
    </Field>
  );
}

"use client";

import { type KeyboardEvent, useState } from "react";
import { controlLook, Field } from "@/components/ui/field";
import { MAX_TAGS } from "@/lib/domain/community/contract";
import { addTags } from "./publish-form";

type Props = { tags: readonly string[]; onChange: (tags: string[]) => void; error?: string };

/** Tags in any script: comma or Enter adds one, Backspace in the empty box takes the last back for editing. */
export function TagInput({ tags, onChange, error }: Props) {
  const [text, setText] = useState("");
  const add = (typed: string) => {
    onChange(addTags(tags, typed));
    setText("");
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    // While an input method composes (Devanagari, say), Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && text.trim()) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && tags.length > 0) {
      event.preventDefault();
      setText(tags.at(-1) ?? "");
      onChange(tags.slice(0, -1));
    }
  };
  return (
    <Field
      label="Tags"
      error={error}
      help={tags.length < MAX_TAGS ? "Comma or Enter adds one." : `${MAX_TAGS} tags are the most.`}
      aside={`${tags.length} / ${MAX_TAGS}`}
    >
      {(control) => (
        <div className="flex flex-col gap-2">
          {tags.length > 0 ? (
            <ul aria-label="Chosen tags" className="flex flex-wrap gap-2">
              {tags.map((tag) => (
                <li key={tag}>
                  <button
                    type="button"
                    aria-label={`Remove the tag ${tag}`}
                    onClick={() => onChange(tags.filter((one) => one !== tag))}
                    className="inline-flex min-h-touch max-w-full items-center gap-2 rounded-full border border-line bg-surface px-3 type-small hover:border-line-strong fold:min-h-8.5"
                  >
                    <span className="truncate">#{tag}</span>
                    <span aria-hidden="true">✕</span>
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
          <input
            {...control}
            value={text}
            disabled={tags.length >= MAX_TAGS}
            enterKeyHint="done"
            autoCapitalize="none"
            onKeyDown={press}
            onBlur={() => text.trim() && add(text)}
            onChange={({ target }) => (/[,،]/u.test(target.value) ? add(target.value) : setText(target.value))}
            className={`${controlLook} h-touch fold:h-10`}
          />
        </div>
      )}
    </Field>
  );
}

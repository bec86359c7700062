"use client";

import { TextButton } from "@/components/ui/text-link";

/** Words that Enhance would add; a press appends them. */
export function Suggestions({ items, onTake }: { items: readonly string[]; onTake: (suggestion: string) => void }) {
  if (items.length === 0) return null;
  return (
    <ul aria-label="Suggestions" className="flex flex-wrap items-baseline gap-x-3 gap-y-1 type-small">
      <li aria-hidden="true" className="text-ink-2">
        Try
      </li>
      {items.map((suggestion) => (
        <li key={suggestion}>
          <TextButton onClick={() => onTake(suggestion)} className="text-left">
            {suggestion}
          </TextButton>
        </li>
      ))}
    </ul>
  );
}

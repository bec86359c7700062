"use client";

import { Input } from "@/components/ui/field";
import { useDraft } from "../draft-store";
import { openSlots } from "../template-text";

/** A small field for each slot of the template in use; typing there writes the prompt. */
export function TemplateSlots() {
  const template = useDraft((state) => state.draft.template);
  const fillSlot = useDraft((state) => state.fillSlot);
  const slots = template ? openSlots(template) : [];
  if (!template || slots.length === 0) return null;
  return (
    <fieldset className="grid min-w-0 grid-cols-2 gap-3">
      <legend className="sr-only">Details of {template.title}</legend>
      {slots.map(({ name, label, example }) => (
        <Input
          key={name}
          label={label}
          value={template.values[name] ?? ""}
          placeholder={example}
          dir="auto"
          maxLength={200}
          onChange={(event) => fillSlot(name, event.target.value)}
        />
      ))}
    </fieldset>
  );
}

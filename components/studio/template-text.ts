/** A template in use: its text with `{name}` slots and what was typed into them. */
export type TemplateInUse = {
  id: string;
  title: string;
  /** With `{name}` for each slot that is still in the text. */
  text: string;
  slots: { name: string; label: string; example: string }[];
  values: Record<string, string>;
};

type Part = { slot?: string; value: string };

function partsOf({ text, slots, values }: TemplateInUse): Part[] {
  return text
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((piece) => {
      const slot = slots.find(({ name }) => piece === `{${name}}`);
      return slot ? { slot: slot.name, value: values[slot.name] || slot.example } : { value: piece };
    });
}

/** The prompt that a template makes: empty slots show their example. */
export function fillTemplate(template: TemplateInUse): string {
  return partsOf(template)
    .map(({ value }) => value)
    .join("");
}

/** Slots that the text still holds. */
export function openSlots(template: TemplateInUse): TemplateInUse["slots"] {
  return template.slots.filter(({ name }) => template.text.includes(`{${name}}`));
}

/** True when hardly anything of a text is left: what was said about the old one does not fit the new one. */
export function isAnotherText(before: string, after: string): boolean {
  const { start, endBefore } = changeBetween(before, after);
  return start + (before.length - endBefore) < before.length / 2;
}

/** Where two texts differ: `before[start, endBefore)` became `after[start, endAfter)`. */
function changeBetween(before: string, after: string) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let endBefore = before.length;
  let endAfter = after.length;
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore--;
    endAfter--;
  }
  return { start, endBefore, inserted: after.slice(start, endAfter) };
}

/**
 * The template after its filled text was edited by hand to `edited`: a change of the words around the slots goes into the text, one
 * within a slot into its value. Undefined when the change cuts across a slot: then it is free text.
 */
export function followEdit(template: TemplateInUse, edited: string): TemplateInUse | undefined {
  const before = fillTemplate(template);
  if (before === edited) return template;
  const { start, endBefore, inserted } = changeBetween(before, edited);
  const parts = partsOf(template);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const end = at + part.value.length;
    const isWithin = start >= at && endBefore <= end;
    // At the seam between words and a slot the words take the change.
    const isAtSeam = part.slot !== undefined && (endBefore === at || start === end);
    if (isWithin && !isAtSeam) {
      const value = part.value.slice(0, start - at) + inserted + part.value.slice(endBefore - at);
      if (part.slot) return { ...template, values: { ...template.values, [part.slot]: value } };
      const text = parts.map((one, i) => (one.slot ? `{${one.slot}}` : i === index ? value : one.value)).join("");
      return { ...template, text };
    }
    at = end;
  }
  return undefined;
}

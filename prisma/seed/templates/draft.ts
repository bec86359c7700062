import type { Style } from "@/lib/domain/generation/styles";
import type { AspectRatio } from "@/lib/domain/generation/tiers";

/** A template as it is written, before its picture is made. */
export interface TemplateDraft {
  /** Stable slug, also the name of its picture. */
  id: string;
  title: string;
  description: string;
  /** May hold slots such as `{product}`. */
  prompt: string;
  slots: { name: string; label: string; example: string }[];
  negativePrompt?: string;
  aspectRatio: AspectRatio;
  style?: Style;
  seed: number;
}

/** The prompt with the example of every slot filled in. */
export function examplePrompt(draft: Pick<TemplateDraft, "prompt" | "slots">): string {
  return draft.slots.reduce((text, { name, example }) => text.replaceAll(`{${name}}`, example), draft.prompt);
}

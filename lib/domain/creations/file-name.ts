import { textLength } from "@/lib/core/text";
import type { ImageFormat } from "./variants";

const NAME_LENGTH = 60;

/** A file name people recognise, in any script and safe on every system: the first words of the prompt. */
export function fileNameOf(prompt: string, format: ImageFormat): string {
  const words = prompt
    .replace(/\[\[sbx:[^\]]*\]\]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}\u200c\u200d]+/gu, "-")
    .split("-")
    .filter(Boolean);
  let name = "";
  for (const word of words) {
    if (textLength(name) + textLength(word) > NAME_LENGTH) break;
    name = name ? `${name}-${word}` : word;
  }
  return `${name || "picture"}.${format === "jpeg" ? "jpg" : format}`;
}

import { diffArrays } from "diff";
import type { DiffPart } from "@/components/ui/diff-blocks";

/** By word in every script; a browser without segmenter cuts at spaces. */
function words(text: string): string[] {
  if (!("Segmenter" in Intl)) return text.split(/(\s+)/).filter(Boolean);
  return Array.from(new Intl.Segmenter("en-IN", { granularity: "word" }).segment(text), ({ segment }) => segment);
}

const isSpace = (text: string) => /^\s*$/.test(text);

/** A lone space between two changed words belongs to them, or the marks fall into crumbs. */
function joinRuns(parts: DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  for (const [index, part] of parts.entries()) {
    const isBridge = part.kind === "same" && isSpace(part.value) && index > 0 && index < parts.length - 1;
    const pieces: DiffPart[] = isBridge
      ? [
          { value: part.value, kind: "removed" },
          { value: part.value, kind: "added" },
        ]
      : [part];
    joined.push(...pieces);
  }
  return group(joined);
}

/** Within a run of changes: what was removed in one piece, then what was added. */
function group(parts: DiffPart[]): DiffPart[] {
  const grouped: DiffPart[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed) grouped.push({ value: removed, kind: "removed" });
    if (added) grouped.push({ value: added, kind: "added" });
    removed = "";
    added = "";
  };
  for (const part of parts) {
    if (part.kind === "removed") removed += part.value;
    else if (part.kind === "added") added += part.value;
    else {
      flush();
      grouped.push(part);
    }
  }
  flush();
  return grouped.flatMap(trimMarks);
}

/** Marks cover words, not the spaces around them. */
function trimMarks(part: DiffPart): DiffPart[] {
  if (part.kind === "same") return [part];
  const [, lead = "", core = "", trail = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(part.value) ?? [];
  // A space of only one side must not show on the other, so it keeps its kind.
  const bare = (value: string): DiffPart[] => (value ? [{ value, kind: part.kind }] : []);
  return core ? [...bare(lead), { value: core, kind: part.kind }, ...bare(trail)] : bare(part.value);
}

/** What changed from one text to another, word by word. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const parts = diffArrays(words(before), words(after)).map(
    ({ value, added, removed }): DiffPart => ({
      value: value.join(""),
      kind: added ? "added" : removed ? "removed" : "same",
    }),
  );
  return joinRuns(parts);
}

/** True when the two share at least a word: Hindi rewritten in English does not, and marks on every word would say nothing. */
export function hasSharedWords(parts: readonly DiffPart[]): boolean {
  return parts.some(({ kind, value }) => kind === "same" && /\p{L}/u.test(value));
}

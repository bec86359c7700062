import { describe, expect, it } from "vitest";
import { hasSharedWords, wordDiff } from "@/components/studio/word-diff";
import type { DiffPart } from "@/components/ui/diff-blocks";

const without = (parts: DiffPart[], kind: DiffPart["kind"]) =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ value }) => value)
    .join("");

const PAIRS = [
  [
    "Chai glass photo on a saucer nice light for my stall",
    "Cutting chai in a ribbed glass on a white saucer for my stall poster",
  ],
  ["चाय का गिलास, सुबह", "चाय का बड़ा गिलास, सुबह की धूप"],
  ["दीवाली की मिठाई", "Open Diwali sweet box with kaju katli"],
  ["same", "same"],
  ["  two  spaces ", "two spaces"],
] as const;

describe("wordDiff", () => {
  it.each(PAIRS)("says both texts whole, byte for byte: %s", (before, after) => {
    const parts = wordDiff(before, after);
    expect(without(parts, "added")).toBe(before);
    expect(without(parts, "removed")).toBe(after);
  });

  it("cuts Devanagari between words, never within one", () => {
    const added = wordDiff("चाय का गिलास", "चाय का बड़ा गिलास").filter(({ kind }) => kind === "added");
    expect(added.map(({ value }) => value.trim()).filter(Boolean)).toEqual(["बड़ा"]);
  });

  it("knows when two texts share no word", () => {
    expect(hasSharedWords(wordDiff("दीवाली की मिठाई", "Open Diwali sweet box"))).toBe(false);
    expect(hasSharedWords(wordDiff("चाय का गिलास", "चाय की दुकान"))).toBe(true);
  });
});

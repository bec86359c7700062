const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const MAX_WORDS = 400;

/**
 * Words to look for, of a text in any script: NFC, lower case, each once. Vowel signs and viramas stay with their letters, which
 * PostgreSQL's own parser does not do.
 */
export function searchWords(text: string): string[] {
  const words = text.normalize("NFC").toLowerCase().match(WORDS) ?? [];
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/** A tsquery, as text to be cast, that asks for all words; the last may be unfinished. Undefined when there is no word. */
export function searchQuery(text: string): string | undefined {
  const words = searchWords(text).slice(0, 12);
  if (words.length === 0) return undefined;
  // Words hold letters, marks and digits only, so nothing in them needs escaping.
  return words.map((word, index) => `'${word}'${index === words.length - 1 ? ":*" : ""}`).join(" & ");
}

/**
 * Text as people typed it: NFC, without control, bidi-override, tag and zero-width characters, except ZWJ and ZWNJ where scripts
 * and emoji need them (after a letter, mark or emoji). Line ends become \n. Devanagari vowel signs survive (product.md 3).
 */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/(?!\t|\n|\u200c|\u200d|[\u0600-\u0605\u06dd\u070f\u08e2])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "")
    .replace(/(?<!\p{L}|\p{M}|\p{Extended_Pictographic}|\p{Emoji_Modifier})(?:\u200c|\u200d)+/gu, "")
    .replace(/(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])(?:\u200c|\u200d)+/gu, "")
    .trim();
}

/** Without U+0000, which PostgreSQL keeps in no text (SQLSTATE 22021). */
export const withoutNul = (text: string) => text.replaceAll("\0", "");

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ");
}

/** Length in code points: what counters show and limits mean. */
export function textLength(text: string): number {
  return [...text].length;
}

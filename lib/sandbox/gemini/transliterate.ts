/** The nine scripts of India whose Unicode blocks share one layout: 128 code points each, from Devanagari to Malayalam. */
const FIRST = 0x0900;
const LAST = 0x0d7f;
const BLOCK = 0x80;

const VOWELS: Record<number, string> = {
  5: "a",
  6: "aa",
  7: "i",
  8: "i",
  9: "u",
  10: "u",
  11: "ri",
  14: "e",
  15: "e",
  16: "ai",
  18: "o",
  19: "o",
  20: "au",
};
const SIGNS: Record<number, string> = {
  62: "a",
  63: "i",
  64: "i",
  65: "u",
  66: "u",
  67: "ri",
  70: "e",
  71: "e",
  72: "ai",
  74: "o",
  75: "o",
  76: "au",
};
const CONSONANTS = "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h".split(" ");
const FIRST_CONSONANT = 21;
const VIRAMA = 77;
const NUKTA_FORMS: Record<number, string> = {
  88: "q",
  89: "kh",
  90: "g",
  91: "z",
  92: "r",
  93: "rh",
  94: "f",
  95: "y",
};
/** Anusvara and the like. */
const NASALS = new Set([1, 2]);

/** A word of an Indian script in Latin letters, near enough to be recognised: "राधा" -> "radha". Other letters stay. */
export function transliterate(word: string): string {
  let out = "";
  let isVowelOpen = false;
  for (const letter of word.normalize("NFC")) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < FIRST || code > LAST) {
      out += isVowelOpen ? `a${letter}` : letter;
      isVowelOpen = false;
      continue;
    }
    const at = (code - FIRST) % BLOCK;
    const consonant = CONSONANTS[at - FIRST_CONSONANT] ?? NUKTA_FORMS[at];
    if (SIGNS[at] !== undefined || at === VIRAMA) {
      out += SIGNS[at] ?? "";
      isVowelOpen = false;
    } else if (consonant !== undefined) {
      out += isVowelOpen ? `a${consonant}` : consonant;
      isVowelOpen = true;
    } else {
      if (isVowelOpen) out += "a";
      isVowelOpen = false;
      out += VOWELS[at] ?? (NASALS.has(at) ? "n" : "");
    }
  }
  // The last inherent vowel is not spoken.
  return out;
}
